#include "ui/map/map_scene.h"

#include "ui/clusters/cluster_list_model.h"

#include <cmath>

namespace orrery::ui {

namespace {

constexpr int zoomTime = 240;
constexpr int settleTime = 140;
constexpr double closestFit = 9; ///< pixels per degree when everything is to be seen
constexpr MapSize fitMargin{150, 96};

SteadyTime steadyNow()
{
    return std::chrono::steady_clock::now();
}

} // namespace

MapScene::MapScene(QQuickItem* parent) : QQuickItem(parent)
{
    m_glide.setDuration(zoomTime);
    m_glide.setStartValue(0.0);
    m_glide.setEndValue(1.0);
    m_glide.setEasingCurve(QEasingCurve::InOutCubic);
    connect(&m_glide, &QVariantAnimation::valueChanged, this,
            [this](const QVariant& t) { show(m_glideFrom.towards(m_glideTo, t.toDouble())); });
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleTime);
    connect(&m_settle, &QTimer::timeout, this, [this] {
        changed();
        Q_EMIT settled();
    });
    m_notesEnd.setInterval(500);
    connect(&m_notesEnd, &QTimer::timeout, this, [this] {
        m_activity.expire(steadyNow());
        changed();
        if (m_notes.rows().empty())
            m_notesEnd.stop();
    });
}

void MapScene::setClusters(QAbstractItemModel* clusters)
{
    if (m_clusters == clusters)
        return;
    if (m_clusters)
        m_clusters->disconnect(this);
    m_clusters = clusters;
    const auto dirty = [this] {
        m_clustersDirty = true;
        changed();
    };
    if (clusters) {
        connect(clusters, &QAbstractItemModel::rowsInserted, this, dirty);
        connect(clusters, &QAbstractItemModel::rowsRemoved, this, dirty);
        connect(clusters, &QAbstractItemModel::modelReset, this, dirty);
        connect(clusters, &QAbstractItemModel::layoutChanged, this, dirty);
        connect(clusters, &QAbstractItemModel::dataChanged, this, dirty);
    }
    dirty();
    Q_EMIT clustersChanged();
}

void MapScene::setSelected(const QString& name)
{
    if (m_selected == name)
        return;
    m_selected = name;
    changed();
    Q_EMIT selectedChanged();
}

void MapScene::setGhosts(const QVariantList& ghosts)
{
    if (m_ghosts == ghosts)
        return;
    m_ghosts = ghosts;
    changed();
    Q_EMIT ghostsChanged();
}

void MapScene::setObstacles(const QVariantList& obstacles)
{
    if (m_obstacles == obstacles)
        return;
    m_obstacles = obstacles;
    changed();
    Q_EMIT obstaclesChanged();
}

void MapScene::setNameFont(const QFont& font)
{
    m_nameFont = font;
    changed();
    Q_EMIT fontsChanged();
}

void MapScene::setSmallFont(const QFont& font)
{
    m_smallFont = font;
    changed();
    Q_EMIT fontsChanged();
}

void MapScene::setCodeFont(const QFont& font)
{
    m_codeFont = font;
    changed();
    Q_EMIT fontsChanged();
}

void MapScene::setFannedOut(const QString& key)
{
    if (m_fannedOut == key)
        return;
    m_fannedOut = key;
    changed();
    Q_EMIT fannedOutChanged();
}

int MapScene::activeArcs() const
{
    return static_cast<int>(std::ranges::count_if(m_arcs, [](const ArcView& arc) {
        return arc.kind != ArcView::Kind::Idle && arc.kind != ArcView::Kind::Ghost && !arc.repetition;
    }));
}

void MapScene::changed()
{
    polish();
}

void MapScene::show(const MapProjection& projection)
{
    if (projection == m_projection)
        return;
    const bool zoomed = projection.scale() != m_projection.scale();
    m_projection = projection;
    m_settle.start();
    if (zoomed)
        changed();
    Q_EMIT viewChanged();
}

void MapScene::glideTo(const MapProjection& projection)
{
    m_glide.stop();
    if (m_reducedMotion || width() <= 0) {
        show(projection);
        return;
    }
    m_glideFrom = m_projection;
    m_glideTo = projection;
    m_glide.start();
}

void MapScene::pan(double dx, double dy)
{
    m_glide.stop();
    m_followsClusters = false;
    show(m_projection.panned(dx, dy));
}

void MapScene::panSmoothly(double dx, double dy)
{
    m_followsClusters = false;
    const auto from = m_glide.state() == QAbstractAnimation::Running ? m_glideTo : m_projection;
    glideTo(from.panned(dx, dy));
}

void MapScene::zoomAt(double factor, double x, double y)
{
    m_glide.stop();
    m_followsClusters = false;
    show(m_projection.zoomed(factor, {x, y}));
}

void MapScene::zoomBy(double factor)
{
    m_followsClusters = false;
    const auto from = m_glide.state() == QAbstractAnimation::Running ? m_glideTo : m_projection;
    glideTo(from.zoomed(factor, {width() / 2, height() / 2}));
}

std::vector<GeoPoint> MapScene::places() const
{
    std::vector<GeoPoint> all;
    for (const auto& site : m_sites)
        all.push_back(site.place);
    return all;
}

MapProjection MapScene::opening() const
{
    const MapSize view{width(), height()};
    const MapSize margin{std::min(fitMargin.width, view.width * 0.2), std::min(fitMargin.height, view.height * 0.2)};
    return MapProjection::fitting(view, places(), margin, closestFit);
}

void MapScene::fit()
{
    m_followsClusters = true;
    glideTo(opening());
}

void MapScene::home()
{
    m_followsClusters = false;
    glideTo(MapProjection::fitting({width(), height()}, {}, {}, closestFit));
}

void MapScene::activate(const QString& key)
{
    const auto& rows = m_markers.rows();
    const auto row = std::ranges::find(rows, key, [](const MarkerView& view) -> const QString& { return view.key; });
    if (row == rows.end())
        return;
    if (!row->name.isEmpty()) {
        setSelected(row->name);
        Q_EMIT activated(row->name);
        return;
    }
    if (row->kind == QLatin1String("hub")) {
        setFannedOut({});
        return;
    }
    const auto marks = layOutMarkers(m_sites, {.scale = zoom(), .fannedOut = m_fannedOut.toStdString()});
    const auto mark = std::ranges::find(marks, key.toStdString(), [](const Marker& marker) { return marker.key; });
    if (mark == marks.end())
        return;
    if (mark->samePlace && mark->sites.size() <= 12) {
        setFannedOut(key);
        return;
    }
    std::vector<GeoPoint> inside;
    for (const auto i : mark->sites)
        inside.push_back(m_sites[i].place);
    m_followsClusters = false;
    glideTo(MapProjection::fitting({width(), height()}, inside, fitMargin, MapProjection::largestScale));
}

void MapScene::reveal(const QString& cluster)
{
    for (const auto& row : m_markers.rows()) {
        if (row.name != cluster)
            continue;
        const QPointF at(row.x + originX(), row.y + originY());
        if (!QRectF(0, 0, width(), height()).marginsRemoved({40, 40, 40, 80}).contains(at))
            panSmoothly(width() / 2 - at.x(), height() / 2 - at.y());
        return;
    }
}

void MapScene::showWrite(const QString& cluster, const QString& text)
{
    const bool pulse = m_activity.written(cluster.toStdString(), text.toStdString(), steadyNow());
    m_notesEnd.start();
    changed();
    if (!pulse)
        return;
    // An arc that was idle in a large fleet exists only from now on.
    ensureLaidOut();
    if (hasArc(cluster))
        Q_EMIT pulsed(cluster);
}

bool MapScene::hasArc(const QString& cluster) const
{
    return std::ranges::any_of(m_arcs, [&](const ArcView& arc) { return arc.clusters.contains(cluster); });
}

QPointF MapScene::arcPoint(const QString& cluster, double t) const
{
    for (const auto& arc : m_arcs) {
        if (arc.clusters.contains(cluster)) {
            const auto point = arc.path.at(t);
            return {point.x, point.y};
        }
    }
    return {};
}

void MapScene::geometryChange(const QRectF& now, const QRectF& before)
{
    QQuickItem::geometryChange(now, before);
    if (now.size() == before.size() || now.isEmpty())
        return;
    m_glide.stop();
    if (m_followsClusters)
        show(opening());
    else
        show(m_projection.resized({now.width(), now.height()}));
    changed();
}

void MapScene::updatePolish()
{
    ensureLaidOut();
}

void MapScene::ensureLaidOut()
{
    if (width() <= 0 || height() <= 0)
        return;
    if (m_clustersDirty) {
        m_clustersDirty = false;
        const auto before = places();
        readClusters();
        if (m_followsClusters && places() != before) {
            // The first clusters are simply there; later ones may be watched arriving.
            if (before.empty())
                show(opening());
            else
                glideTo(opening());
        }
    }
    layOut();
}

void MapScene::readClusters()
{
    m_sites.clear();
    m_facts.clear();
    std::map<QString, QString> states;
    const int rows = m_clusters ? m_clusters->rowCount() : 0;
    for (int i = 0; i < rows; ++i) {
        const auto index = m_clusters->index(i, 0);
        const auto name = index.data(ClusterListModel::NameRole).toString();
        const auto stateKey = index.data(ClusterListModel::StateKeyRole).toString();
        states[name] = stateKey;
        if (const auto before = m_states.find(name); before != m_states.end() && before->second != stateKey)
            Q_EMIT clusterStateChanged(name);
        if (!index.data(ClusterListModel::PlacedRole).toBool())
            continue;
        MarkerSite site;
        site.name = name.toStdString();
        site.place = {index.data(ClusterListModel::LatitudeRole).toDouble(),
                      index.data(ClusterListModel::LongitudeRole).toDouble()};
        site.state = static_cast<engine::ClusterState>(index.data(ClusterListModel::StateRole).toInt());
        site.host = index.data(ClusterListModel::HostRole).toBool();
        m_sites.push_back(std::move(site));
        m_facts.push_back({.stateKey = stateKey,
                           .providerCode = index.data(ClusterListModel::ProviderCodeRole).toString(),
                           .region = index.data(ClusterListModel::RegionRole).toString(),
                           .place = index.data(ClusterListModel::PlaceRole).toString(),
                           .area = index.data(ClusterListModel::AreaRole).toString(),
                           .sync = index.data(ClusterListModel::SyncTextRole).toString(),
                           .attention = index.data(ClusterListModel::FirstAttentionRole).toString(),
                           .summary = index.data(ClusterListModel::SummaryRole).toString(),
                           .age = index.data(ClusterListModel::AgeTextRole).toString(),
                           .conflicts = index.data(ClusterListModel::ConflictsRole).toInt(),
                           .progressing = index.data(ClusterListModel::ProgressingRole).toInt(),
                           .member = index.data(ClusterListModel::MemberRole).toBool(),
                           .stale = index.data(ClusterListModel::StaleRole).toBool()});
    }
    m_states = std::move(states);
}

} // namespace orrery::ui
