#include "ui/map/map_marker_model.h"

#include <algorithm>
#include <array>
#include <functional>

namespace orrery::ui {

namespace {

enum MarkerRole {
    KeyRole = Qt::UserRole + 1,
    KindRole,
    XRole,
    YRole,
    StateKeyRole,
    CountRole,
    SharesRole,
    HostRole,
    SelectedRole,
    StaleRole,
    NameRole,
    LabelRole,
    DetailRole,
    ProviderCodeRole,
    PlateRole,
    LabelShownRole,
    LabelXRole,
    LabelYRole,
    LabelWidthRole,
    LabelHeightRole,
    SummaryRole,
};

enum NoteRole {
    NoteKeyRole = Qt::UserRole + 1,
    NoteKindRole,
    WordRole,
    TextRole,
    NoteXRole,
    NoteYRole,
    NoteWidthRole,
    NoteHeightRole
};

QVariant labelData(const MarkerView& row, int role)
{
    switch (role) {
    case LabelRole: return row.label;
    case DetailRole: return row.detail;
    case ProviderCodeRole: return row.providerCode;
    case PlateRole: return row.plate;
    case LabelShownRole: return row.labelShown;
    case LabelXRole: return row.labelX;
    case LabelYRole: return row.labelY;
    case LabelWidthRole: return row.labelWidth;
    case LabelHeightRole: return row.labelHeight;
    case SummaryRole: return row.summary;
    default: return {};
    }
}

/// How a model announces its rows; its own functions for that are protected.
struct RowSignals {
    std::function<void(int)> remove;
    std::function<void()> removed;
    std::function<void(int)> insert;
    std::function<void()> inserted;
    std::function<void(int, int)> move;
    std::function<void()> moved;
};

/// Takes over new rows with the least of signals: removes what is gone, inserts what is new, changes what differs.
template <class Row, class Model>
void merge(std::vector<Row>& old, std::vector<Row> rows, Model& model, const RowSignals& begin)
{
    const auto keyOf = [](const Row& row) -> const QString& { return row.key; };
    for (std::size_t i = old.size(); i-- > 0;) {
        if (std::ranges::find(rows, old[i].key, keyOf) != rows.end())
            continue;
        begin.remove(static_cast<int>(i));
        old.erase(old.begin() + static_cast<std::ptrdiff_t>(i));
        begin.removed();
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto at = static_cast<std::ptrdiff_t>(i);
        const auto found = std::find_if(old.begin() + std::min<std::ptrdiff_t>(at, std::ssize(old)), old.end(),
                                        [&](const Row& row) { return row.key == rows[i].key; });
        if (found == old.end()) {
            begin.insert(static_cast<int>(i));
            old.insert(old.begin() + at, std::move(rows[i]));
            begin.inserted();
            continue;
        }
        if (const int from = static_cast<int>(found - old.begin()); from != static_cast<int>(i)) {
            begin.move(from, static_cast<int>(i));
            std::rotate(old.begin() + at, found, found + 1);
            begin.moved();
        }
        if (!(old[i] == rows[i])) {
            old[i] = std::move(rows[i]);
            Q_EMIT model.dataChanged(model.index(static_cast<int>(i)), model.index(static_cast<int>(i)));
        }
    }
}

} // namespace

void MapMarkerModel::adopt(std::vector<MarkerView> rows)
{
    const RowSignals begin{[this](int i) { beginRemoveRows({}, i, i); },
                           [this] { endRemoveRows(); },
                           [this](int i) { beginInsertRows({}, i, i); },
                           [this] { endInsertRows(); },
                           [this](int from, int to) { beginMoveRows({}, from, from, {}, to); },
                           [this] { endMoveRows(); }};
    merge(m_rows, std::move(rows), *this, begin);
}

int MapMarkerModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant MapMarkerModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case KeyRole: return row.key;
    case KindRole: return row.kind;
    case XRole: return row.x;
    case YRole: return row.y;
    case StateKeyRole: return row.stateKey;
    case CountRole: return row.count;
    case SharesRole: return QVariant::fromValue(row.shares);
    case HostRole: return row.host;
    case SelectedRole: return row.selected;
    case StaleRole: return row.stale;
    case Qt::DisplayRole:
    case NameRole: return row.name;
    default: return labelData(row, role);
    }
}

QHash<int, QByteArray> MapMarkerModel::roleNames() const
{
    return {{KeyRole, "key"},
            {KindRole, "kind"},
            {XRole, "markX"},
            {YRole, "markY"},
            {StateKeyRole, "stateKey"},
            {CountRole, "count"},
            {SharesRole, "shares"},
            {HostRole, "host"},
            {SelectedRole, "selected"},
            {StaleRole, "stale"},
            {NameRole, "name"},
            {LabelRole, "label"},
            {DetailRole, "detail"},
            {ProviderCodeRole, "providerCode"},
            {PlateRole, "plate"},
            {LabelShownRole, "labelShown"},
            {LabelXRole, "labelX"},
            {LabelYRole, "labelY"},
            {LabelWidthRole, "labelWidth"},
            {LabelHeightRole, "labelHeight"},
            {SummaryRole, "summary"}};
}

void MapNoteModel::adopt(std::vector<NoteView> rows)
{
    const RowSignals begin{[this](int i) { beginRemoveRows({}, i, i); },
                           [this] { endRemoveRows(); },
                           [this](int i) { beginInsertRows({}, i, i); },
                           [this] { endInsertRows(); },
                           [this](int from, int to) { beginMoveRows({}, from, from, {}, to); },
                           [this] { endMoveRows(); }};
    merge(m_rows, std::move(rows), *this, begin);
}

int MapNoteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant MapNoteModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case NoteKeyRole: return row.key;
    case NoteKindRole: return row.kind;
    case WordRole: return row.word;
    case TextRole: return row.text;
    case NoteXRole: return row.x;
    case NoteYRole: return row.y;
    case NoteWidthRole: return row.width;
    case NoteHeightRole: return row.height;
    default: return {};
    }
}

QHash<int, QByteArray> MapNoteModel::roleNames() const
{
    return {{NoteKeyRole, "key"}, {NoteKindRole, "kind"}, {WordRole, "word"},           {TextRole, "text"},
            {NoteXRole, "noteX"}, {NoteYRole, "noteY"},   {NoteWidthRole, "noteWidth"}, {NoteHeightRole, "noteHeight"}};
}

} // namespace orrery::ui
