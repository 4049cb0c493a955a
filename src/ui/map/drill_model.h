#pragma once

#include "api/json.h"
#include "ui/map/move_rows.h"
#include "ui/shell/engine_bridge.h"

#include <QObject>
#include <QStringList>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

#include <optional>
#include <stop_token>

namespace orrery::ui {

/// What the loss of clusters would do to the federation as it is now: federation::drill for the map. Reads the host,
/// writes nothing, decides on another thread. GUI thread.
class DrillModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to AppModel")
    Q_PROPERTY(bool open READ open NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(QStringList lost READ lost NOTIFY changed)
    Q_PROPERTY(QVariantList timeline READ timeline NOTIFY changed)
    Q_PROPERTY(QVariantList moves READ moves NOTIFY changed)
    Q_PROPERTY(int moving READ moving NOTIFY changed)
    Q_PROPERTY(QVariantList dns READ dns NOTIFY changed)
    Q_PROPERTY(QVariantList ghosts READ ghosts NOTIFY changed)
    Q_PROPERTY(int unmoved READ unmoved NOTIFY changed)
    Q_PROPERTY(QStringList warnings READ warnings NOTIFY changed)
    Q_PROPERTY(QString command READ command NOTIFY changed)

public:
    explicit DrillModel(EngineBridge& bridge, QObject* parent = nullptr);

    [[nodiscard]] bool open() const { return !m_lost.isEmpty(); }
    [[nodiscard]] bool busy() const { return m_busy; }
    [[nodiscard]] QString problem() const;
    [[nodiscard]] QStringList lost() const { return m_lost; }
    [[nodiscard]] QVariantList timeline() const; ///< of {second, what}: "+40 to 50 s"
    [[nodiscard]] QVariantList moves() const { return m_moves.rows; } ///< as MoveRows::Moves
    [[nodiscard]] QVariantList ghosts() const { return m_moves.ghosts; }
    [[nodiscard]] int moving() const { return m_moves.count; }
    [[nodiscard]] QVariantList dns() const; ///< of {name, before, after}
    [[nodiscard]] int unmoved() const; ///< objects that it does not touch
    [[nodiscard]] QStringList warnings() const;
    [[nodiscard]] QString command() const; ///< the same for a terminal

    Q_INVOKABLE void begin(const QString& cluster);
    Q_INVOKABLE void lose(const QString& cluster, bool lost); ///< of several; without any it ends
    Q_INVOKABLE void end();

    void retranslate();

Q_SIGNALS:
    void changed();

private:
    void decide();

    EngineBridge& m_bridge;
    QStringList m_lost;
    bool m_busy = false;
    std::uint64_t m_round = 0; ///< answers to an older question are dropped
    std::stop_source m_stop;
    std::optional<Error> m_problem;
    api::Json m_made = api::Json::object();
    MoveRows::Moves m_moves;
};

} // namespace orrery::ui
