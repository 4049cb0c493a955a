#pragma once

#include "engine/plugin_trust.h"

#include <QObject>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

#include <functional>
#include <memory>

namespace orrery::ui {

/// The programs that kubeconfigs want to have run for credentials, one question at a time. Holds no secret. GUI thread.
class TrustModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to AppModel")
    Q_PROPERTY(int pending READ pending NOTIFY changed)
    Q_PROPERTY(QVariantMap question READ question NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)

public:
    enum Answer { Always, ThisTime, Never };
    Q_ENUM(Answer)

    explicit TrustModel(std::shared_ptr<engine::PluginTrust> trust, QObject* parent = nullptr);

    [[nodiscard]] int pending() const { return static_cast<int>(m_questions.size()); }
    /// Of {file, user, context, command, variables, program, foundBy, searchPath, installHint, changed}; empty without
    /// one.
    [[nodiscard]] QVariantMap question() const;
    [[nodiscard]] QString problem() const { return m_problem; } ///< why an answer could not be kept

    Q_INVOKABLE void answer(orrery::ui::TrustModel::Answer answer);
    Q_INVOKABLE void later(); ///< until askAgain()
    Q_INVOKABLE void askAgain(); ///< about what was put off

    void look(); ///< questions came or went

    /// Told when a program may be run from now on.
    std::function<void()> allowed;

Q_SIGNALS:
    void changed();

private:
    std::shared_ptr<engine::PluginTrust> m_trust;
    std::vector<engine::PluginQuestion> m_questions;
    std::vector<std::uint64_t> m_later;
    QString m_problem;
};

} // namespace orrery::ui
