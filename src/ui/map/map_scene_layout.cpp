#include "ui/map/label_layout.h"
#include "ui/map/map_scene.h"

#include <QFontMetricsF>

#include <cmath>

namespace orrery::ui {

namespace {

constexpr std::size_t fewest = 12; ///< clusters up to which each has a plate and idle arcs are drawn
constexpr double markRadius = 11;
constexpr double fleetMarkRadius = 9;
constexpr double bubbleRadius = 18;
constexpr double hostRing = 10; ///< with its ticks
constexpr double selectionRing = 8;
constexpr double ghostLift = 60; ///< at most, of the arcs of what would move
constexpr int ghostSteps = 32;
constexpr double arcGap = 20; ///< between a mark's middle and its arcs
constexpr double platePadding = 8;

const std::array<const char*, clusterStates> stateKeys{"healthy", "connecting", "unknown", "degraded", "down"};

MapBox around(MapPoint at, double radius)
{
    return {at.x - radius, at.y - radius, 2 * radius, 2 * radius};
}

const char* kindName(Marker::Kind kind)
{
    switch (kind) {
    case Marker::Kind::Single: return "single";
    case Marker::Kind::Bubble: return "bubble";
    case Marker::Kind::Hub: return "hub";
    case Marker::Kind::Fanned: return "fanned";
    }
    return "";
}

double radiusOf(const MarkerView& view, bool few)
{
    if (view.kind == QLatin1String("hub"))
        return 4;
    double radius = view.count > 1 ? bubbleRadius : few ? markRadius : fleetMarkRadius;
    if (view.host)
        radius += hostRing;
    else if (view.selected)
        radius += selectionRing;
    return radius;
}

} // namespace

bool MapScene::fewClusters() const
{
    return m_sites.size() <= fewest;
}

void MapScene::layOut()
{
    for (auto& site : m_sites)
        site.world = m_projection.nearest(MapProjection::world(site.place));
    auto marks =
        layOutMarkers(m_sites, {.scale = zoom(), .fanWhenAtMost = fewest, .fannedOut = m_fannedOut.toStdString()});
    std::ranges::sort(
        marks, [](const Marker& a, const Marker& b) { return a.at.x != b.at.x ? a.at.x < b.at.x : a.key < b.key; });
    m_leaders.clear();
    for (const auto& mark : marks) {
        if (mark.kind == Marker::Kind::Fanned)
            m_leaders.emplace_back(mark.hub, mark.at);
    }
    layOutArcs(marks);
    layOutGhosts(marks);
    layOutLabels(marks);
    Q_EMIT arcsChanged();
}

ArcView::Kind MapScene::arcKind(const Marker& marker) const
{
    auto kind = ArcView::Kind::Idle;
    const auto now = std::chrono::steady_clock::now();
    for (const auto i : marker.sites) {
        const auto& facts = m_facts[i];
        if (!facts.member)
            continue;
        if (m_sites[i].state == engine::ClusterState::Down)
            kind = std::max(kind, ArcView::Kind::Error);
        else if (facts.conflicts > 0)
            kind = std::max(kind, ArcView::Kind::Conflict);
        else if (facts.progressing > 0 || m_activity.moving(m_sites[i].name, now))
            kind = std::max(kind, ArcView::Kind::Moving);
    }
    return kind;
}

void MapScene::layOutArcs(const std::vector<Marker>& marks)
{
    m_arcs.clear();
    const auto host =
        std::ranges::find_if(marks, [](const Marker& m) { return m.host && m.kind != Marker::Kind::Hub; });
    if (host == marks.end())
        return;
    std::vector<ArcPath> paths;
    std::vector<ArcView> arcs;
    for (const auto& mark : marks) {
        const bool joined = std::ranges::any_of(mark.sites, [&](std::size_t i) { return m_facts[i].member; });
        const auto kind = arcKind(mark);
        if (&mark == &*host || mark.kind == Marker::Kind::Hub || !joined
            || (kind == ArcView::Kind::Idle && !fewClusters()))
            continue;
        const auto from = MapProjection::place(host->at * (1 / zoom()));
        const auto to = MapProjection::place(mark.at * (1 / zoom()));
        const auto circle = ArcPath::greatCircle(from, to);
        if (circle.empty())
            continue;
        paths.push_back(circle.placed(zoom(), host->at - circle.points().front() * zoom()));
        arcs.push_back({QString::fromStdString(m_sites[mark.sites.front()].name), {}, kind, {}, false});
        for (const auto i : mark.sites)
            arcs.back().clusters << QString::fromStdString(m_sites[i].name);
        // Ends at another repetition of its cluster than the one that is shown: drawn once more, ending there.
        const double apart = mark.at.x - paths.back().points().back().x;
        if (std::abs(apart) > 1) {
            paths.push_back(paths.back().placed(1, {apart, 0}));
            arcs.push_back(arcs.back());
            arcs.back().repetition = true;
        }
    }
    const auto lifts = liftsApart(paths);
    for (std::size_t i = 0; i < arcs.size(); ++i) {
        arcs[i].path =
            (lifts[i] > 0 ? paths[i].lifted(lifts[i]) : paths[i]).trimmed(host->host ? arcGap + 4 : arcGap, arcGap);
        if (!arcs[i].path.empty())
            m_arcs.push_back(std::move(arcs[i]));
    }
}

void MapScene::layOutGhosts(const std::vector<Marker>& marks)
{
    const auto markOf = [&](const QString& cluster) {
        return std::ranges::find_if(marks, [&](const Marker& mark) {
            if (cluster.isEmpty())
                return mark.host && mark.kind != Marker::Kind::Hub;
            return mark.kind != Marker::Kind::Hub && std::ranges::any_of(mark.sites, [&](std::size_t i) {
                       return QString::fromStdString(m_sites[i].name) == cluster;
                   });
        });
    };
    for (const auto& entry : m_ghosts) {
        const auto from = markOf(entry.toMap()[QStringLiteral("from")].toString());
        const auto to = markOf(entry.toMap()[QStringLiteral("to")].toString());
        if (from == marks.end() || to == marks.end() || from == to)
            continue;
        // No great circle: nothing goes along it, and it stays between its ends, where it is seen.
        std::vector<MapPoint> line;
        for (int i = 0; i <= ghostSteps; ++i)
            line.push_back(from->at + (to->at - from->at) * (double(i) / ghostSteps));
        const ArcPath chord(std::move(line));
        auto path = chord.lifted(std::min(ghostLift, chord.length() * 0.12)).trimmed(arcGap, arcGap);
        if (!path.empty())
            m_arcs.push_back({{}, {}, ArcView::Kind::Ghost, std::move(path), false});
    }
}

QString MapScene::bubbleLabel(const Marker& marker) const
{
    QStringList names;
    for (const auto i : marker.sites) {
        const auto& name = marker.samePlace ? m_facts[i].place : m_facts[i].area;
        if (!names.contains(name))
            names << name;
    }
    if (names.size() == 1)
        return names.front();
    names.sort();
    return names.size() == 2 ? tr("%1, %2", "two areas of a merged mark").arg(names[0], names[1])
                             : tr("%1 and %n more area(s)", nullptr, static_cast<int>(names.size()) - 1).arg(names[0]);
}

QString MapScene::bubbleDetail(const Marker& marker) const
{
    const auto bad = marker.counts[static_cast<std::size_t>(marker.worst)];
    const auto all = static_cast<int>(marker.sites.size());
    switch (marker.worst) {
    case engine::ClusterState::Down: return tr("%1 of %n cluster(s) down", nullptr, all).arg(bad);
    case engine::ClusterState::Degraded: return tr("%1 of %n cluster(s) degraded", nullptr, all).arg(bad);
    case engine::ClusterState::Unknown: return tr("%1 of %n cluster(s) unknown", nullptr, all).arg(bad);
    case engine::ClusterState::Connecting: return tr("%1 of %n cluster(s) connecting", nullptr, all).arg(bad);
    case engine::ClusterState::Healthy: break;
    }
    return tr("%n cluster(s), all healthy", nullptr, all);
}

MarkerView MapScene::markerView(const Marker& marker) const
{
    MarkerView view;
    view.key = QString::fromStdString(marker.key);
    view.kind = QString::fromLatin1(kindName(marker.kind));
    view.x = marker.at.x;
    view.y = marker.at.y;
    view.stateKey = QString::fromLatin1(stateKeys.at(static_cast<std::size_t>(marker.worst)));
    view.count = static_cast<int>(marker.sites.size());
    view.shares = QList<int>(marker.counts.begin(), marker.counts.end());
    view.host = marker.host && marker.kind != Marker::Kind::Hub;
    view.stale = std::ranges::all_of(marker.sites, [&](std::size_t i) { return m_facts[i].stale; });
    view.selected = marker.kind != Marker::Kind::Hub && std::ranges::any_of(marker.sites, [&](std::size_t i) {
                        return m_sites[i].name == m_selected.toStdString();
                    });
    if (marker.sites.size() > 1) {
        view.label = bubbleLabel(marker);
        view.detail = bubbleDetail(marker);
        view.plate = view.selected && marker.kind == Marker::Kind::Bubble;
        view.summary = tr("%1, %2").arg(view.label, view.detail);
        return view;
    }
    const auto i = marker.sites.front();
    const auto& facts = m_facts[i];
    view.name = QString::fromStdString(m_sites[i].name);
    view.label = view.name;
    view.providerCode = facts.providerCode;
    view.summary = facts.summary;
    view.plate = fewClusters() || view.selected;
    const auto where = facts.region.isEmpty() ? facts.place : facts.region;
    const auto what = view.host && !facts.member ? tr("federation host") : facts.member ? facts.sync : tr("not joined");
    view.detail = tr("%1 · %2", "region, what is there").arg(where, what);
    return view;
}

QSizeF MapScene::labelSize(const MarkerView& view) const
{
    const QFontMetricsF name(m_nameFont);
    const QFontMetricsF small(m_smallFont);
    const QFontMetricsF code(m_codeFont);
    // Lines are as high as the tokens say at 100 % and grow with the text.
    const double nameLine = std::max(20.0, std::ceil(name.height()));
    const double smallLine = std::max(16.0, std::ceil(small.height()));
    if (!view.plate)
        return {std::ceil(small.horizontalAdvance(view.label)) + 4, std::max(16.0, smallLine)};
    double first = name.horizontalAdvance(view.label);
    if (!view.providerCode.isEmpty())
        first += 6 + code.horizontalAdvance(view.providerCode) + 8;
    if (view.host)
        first += 6 + code.horizontalAdvance(tr("HOST")) + 8;
    const double width = std::max(first, small.horizontalAdvance(view.detail));
    return {std::ceil(width) + 2 * platePadding + 1, nameLine + smallLine + platePadding};
}

std::vector<NoteView> MapScene::wantedNotes() const
{
    std::vector<NoteView> notes;
    for (const auto& arc : m_arcs) {
        if (arc.repetition || arc.kind == ArcView::Kind::Ghost)
            continue;
        const auto site =
            std::ranges::find(m_sites, arc.cluster.toStdString(), [](const MarkerSite& s) { return s.name; });
        const auto& facts = m_facts[static_cast<std::size_t>(site - m_sites.begin())];
        QString written;
        for (const auto& name : arc.clusters) {
            if (written.isEmpty())
                written = QString::fromStdString(m_activity.note(name.toStdString()));
        }
        if (arc.kind == ArcView::Kind::Conflict && fewClusters())
            notes.push_back({arc.cluster, QStringLiteral("conflict"), tr("Conflict"), facts.attention});
        else if (arc.kind == ArcView::Kind::Error && fewClusters())
            notes.push_back({arc.cluster, QStringLiteral("error"), tr("No answer"), tr("for %1").arg(facts.age)});
        else if (!written.isEmpty())
            notes.push_back({arc.cluster, QStringLiteral("moving"), tr("Written"), written});
    }
    const QFontMetricsF metrics(m_smallFont);
    for (auto& note : notes) {
        const double mark = note.kind == QLatin1String("moving") ? 0 : 18;
        note.text = metrics.elidedText(note.text, Qt::ElideRight, 240);
        note.width = std::ceil(metrics.horizontalAdvance(note.word) + 6 + metrics.horizontalAdvance(note.text) + mark)
                   + 2 * platePadding + 1;
        note.height = std::max(16.0, std::ceil(metrics.height())) + platePadding;
    }
    return notes;
}

void MapScene::layOutLabels(const std::vector<Marker>& marks)
{
    std::vector<MarkerView> views;
    LabelObstacles obstacles;
    const MapPoint origin{originX(), originY()};
    obstacles.bounds = MapBox{-origin.x, -origin.y, width(), height()}.grown(-4);
    for (const auto& item : m_obstacles) {
        const auto rect = item.toRectF();
        obstacles.boxes.push_back(
            MapBox{rect.x() - origin.x, rect.y() - origin.y, rect.width(), rect.height()}.grown(4));
    }
    for (const auto& arc : m_arcs)
        obstacles.arcs.push_back(arc.path);
    std::vector<LabelWish> wishes;
    for (const auto& mark : marks) {
        views.push_back(markerView(mark));
        const auto& view = views.back();
        const double radius = radiusOf(view, fewClusters());
        obstacles.marks.push_back(around(mark.at, radius));
        const auto size = labelSize(view);
        const int priority = (view.selected ? 100 : 0) + (view.host ? 50 : 0) + 10 * static_cast<int>(mark.worst)
                           + std::min(view.count, 9);
        wishes.push_back({mark.at, radius, {size.width(), size.height()}, priority, view.selected});
    }
    auto notes = wantedNotes();
    for (const auto& note : notes) {
        const auto arc = std::ranges::find(m_arcs, note.key, &ArcView::cluster);
        LabelWish wish{
            arc->path.at(0.5), 3, {note.width, note.height}, note.kind == QLatin1String("moving") ? 5 : 45, false};
        // Beside the arc first, then further away from it: a wide note next to a steep arc has no other way.
        for (const double away : {0.0, 28.0, -28.0, 56.0, -56.0}) {
            for (const double t : {0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74})
                wish.alternatives.push_back(arc->path.at(t) + MapPoint{0, away});
        }
        wishes.push_back(std::move(wish));
    }
    const auto places = placeLabels(wishes, obstacles);
    for (std::size_t i = 0; i < views.size(); ++i) {
        views[i].labelShown = places[i].shown;
        views[i].labelX = places[i].box.x;
        views[i].labelY = places[i].box.y;
        views[i].labelWidth = places[i].box.width;
        views[i].labelHeight = places[i].box.height;
    }
    std::vector<NoteView> placed;
    for (std::size_t i = 0; i < notes.size(); ++i) {
        const auto& place = places[views.size() + i];
        if (!place.shown)
            continue;
        notes[i].x = place.box.x;
        notes[i].y = place.box.y;
        placed.push_back(notes[i]);
    }
    m_markers.adopt(std::move(views));
    m_notes.adopt(std::move(placed));
}

} // namespace orrery::ui
