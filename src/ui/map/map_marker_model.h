#pragma once

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace orrery::ui {

/// A mark and its label as the map's QML draws them. Positions are relative to the map's origin.
struct MarkerView {
    QString key{};
    QString kind{}; ///< "single", "bubble", "hub", "fanned"
    double x = 0;
    double y = 0;
    QString stateKey{}; ///< of the worst cluster
    int count = 1;
    QList<int> shares{}; ///< clusters by state, as engine::ClusterState counts
    bool host = false;
    bool selected = false;
    bool stale = false;
    QString name{}; ///< of the cluster; empty for bubbles and hubs
    QString label{};
    QString detail{}; ///< second line of a plate
    QString providerCode{}; ///< empty for bubbles
    bool plate = false; ///< the label stands on a plate
    bool labelShown = false;
    double labelX = 0;
    double labelY = 0;
    double labelWidth = 0;
    double labelHeight = 0;
    QString summary{}; ///< for screen readers

    [[nodiscard]] bool operator==(const MarkerView&) const = default;
};

/// The marks on the map, west to east. Rows are kept by key. GUI thread.
class MapMarkerModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A MapScene has one.")

public:
    explicit MapMarkerModel(QObject* parent = nullptr) : QAbstractListModel(parent) { }

    void adopt(std::vector<MarkerView> rows);
    [[nodiscard]] const std::vector<MarkerView>& rows() const { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

private:
    std::vector<MarkerView> m_rows;
};

/// A message beside an arc.
struct NoteView {
    QString key{}; ///< the cluster's name
    QString kind{}; ///< "moving", "conflict", "error"
    QString word{}; ///< "Conflict"
    QString text{}; ///< "ConfigMap default/microbot-config"
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;

    [[nodiscard]] bool operator==(const NoteView&) const = default;
};

class MapNoteModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("A MapScene has one.")

public:
    explicit MapNoteModel(QObject* parent = nullptr) : QAbstractListModel(parent) { }

    void adopt(std::vector<NoteView> rows);
    [[nodiscard]] const std::vector<NoteView>& rows() const { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

private:
    std::vector<NoteView> m_rows;
};

} // namespace orrery::ui
