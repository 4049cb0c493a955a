#pragma once

#include "federation/event.h"

#include <QAbstractListModel>
#include <QRegularExpression>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

#include <deque>
#include <vector>

namespace orrery::ui {

/// The live log: the last 100 000 events, oldest first, and of them those that pass the filters, with repeats of one
/// message drawn together. Paused it keeps receiving and counts. GUI thread.
class LogModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to AppModel")
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(int total READ total NOTIFY changed)
    Q_PROPERTY(int errors READ errors NOTIFY changed)
    Q_PROPERTY(int warnings READ warnings NOTIFY changed)
    Q_PROPERTY(int infos READ infos NOTIFY changed)
    Q_PROPERTY(int waiting READ waiting NOTIFY changed)
    Q_PROPERTY(QString newest READ newest NOTIFY changed)
    Q_PROPERTY(QStringList clusters READ clusters NOTIFY namesChanged)
    Q_PROPERTY(QStringList controllers READ controllers NOTIFY namesChanged)
    Q_PROPERTY(bool paused READ paused WRITE setPaused NOTIFY filterChanged)
    Q_PROPERTY(bool collapse READ collapse WRITE setCollapse NOTIFY filterChanged)
    Q_PROPERTY(bool regex READ regex WRITE setRegex NOTIFY filterChanged)
    Q_PROPERTY(bool badRegex READ badRegex NOTIFY filterChanged)
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY filterChanged)
    Q_PROPERTY(QString cluster READ cluster WRITE setCluster NOTIFY filterChanged)
    Q_PROPERTY(QString controller READ controller WRITE setController NOTIFY filterChanged)
    Q_PROPERTY(QString object READ object WRITE setObject NOTIFY filterChanged)
    Q_PROPERTY(int hidden READ hidden NOTIFY filterChanged)

public:
    enum Role {
        TimeRole = Qt::UserRole + 1,
        SeverityRole,
        ClusterRole,
        ControllerRole,
        ObjectRole,
        MessageRole,
        RepeatsRole
    };

    explicit LogModel(QObject* parent = nullptr, std::size_t capacity = 100'000);

    void append(const std::vector<federation::Event>& events);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int total() const { return static_cast<int>(m_events.size()); }
    [[nodiscard]] int errors() const { return m_counts[3]; }
    [[nodiscard]] int warnings() const { return m_counts[2]; }
    [[nodiscard]] int infos() const { return m_counts[1]; }
    [[nodiscard]] int waiting() const { return static_cast<int>(m_held.size()); }
    [[nodiscard]] QString newest() const;
    [[nodiscard]] QStringList clusters() const { return m_clusters; }
    [[nodiscard]] QStringList controllers() const { return m_controllers; }
    [[nodiscard]] bool paused() const { return m_paused; }
    [[nodiscard]] bool collapse() const { return m_collapse; }
    [[nodiscard]] bool regex() const { return m_regex; }
    [[nodiscard]] bool badRegex() const { return m_regex && !m_pattern.isValid(); }
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QString cluster() const { return m_cluster; }
    [[nodiscard]] QString controller() const { return m_controller; }
    [[nodiscard]] QString object() const { return m_object; }
    /// A bit for each severity that is not shown: 1 << Severity.
    [[nodiscard]] int hidden() const { return m_hidden; }
    void setPaused(bool paused);
    void setCollapse(bool collapse);
    void setRegex(bool regex);
    void setText(const QString& text);
    void setCluster(const QString& cluster);
    void setController(const QString& controller);
    void setObject(const QString& object);
    Q_INVOKABLE void toggleSeverity(int severity);
    Q_INVOKABLE void clearFilters();

    /// One row, or (-1) all that are shown, as lines of text.
    Q_INVOKABLE QString asText(int row) const;
    /// What is shown, as one JSON object a line.
    [[nodiscard]] QByteArray asJsonLines() const;
    /// Saves what is shown: JSON lines when the name ends in .jsonl, else text. Answers what went wrong; empty = saved.
    Q_INVOKABLE QString save(const QUrl& file) const;

Q_SIGNALS:
    void changed();
    void namesChanged();
    void filterChanged();

private:
    struct Row {
        std::uint64_t index; ///< of the newest event, counted from the first ever kept
        int repeats;
    };
    [[nodiscard]] const federation::Event& eventOf(const Row& row) const { return m_events[row.index - m_first]; }
    [[nodiscard]] bool passes(const federation::Event& event) const;
    [[nodiscard]] bool repeats(const federation::Event& one, const federation::Event& other) const;
    void keep(const std::vector<federation::Event>& events);
    void note(const federation::Event& event);
    void dropOldest();
    void refilter();

    std::size_t m_capacity;
    std::deque<federation::Event> m_events;
    std::uint64_t m_first = 0;
    std::deque<Row> m_rows;
    std::vector<federation::Event> m_held;
    int m_counts[4] = {0, 0, 0, 0};
    QStringList m_clusters, m_controllers;
    QString m_text, m_cluster, m_controller, m_object;
    QRegularExpression m_pattern;
    int m_hidden = 0;
    bool m_paused = false, m_collapse = true, m_regex = false;
};

} // namespace orrery::ui
