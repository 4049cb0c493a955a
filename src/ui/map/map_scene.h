#pragma once

#include "ui/map/arc_activity.h"
#include "ui/map/arc_path.h"
#include "ui/map/map_marker_model.h"
#include "ui/map/map_projection.h"
#include "ui/map/marker_layout.h"

#include <QAbstractItemModel>
#include <QElapsedTimer>
#include <QFont>
#include <QPointer>
#include <QQuickItem>
#include <QTimer>
#include <QVariantAnimation>

namespace orrery::ui {

/// An arc as it is painted. Points are relative to the map's origin.
struct ArcView {
    enum class Kind { Idle, Moving, Conflict, Error, Ghost }; ///< worst last; Ghost: what a drill would move
    QString cluster{}; ///< the first cluster at its far end
    QStringList clusters{}; ///< all of them
    Kind kind = Kind::Idle;
    ArcPath path{};
    bool repetition =
        false; ///< the second drawing of an arc that leaves the map on one side and comes back on the other
};

/// What the map shows and where: camera, marks, labels, arcs and their messages. Draws nothing; MapGround, MapArcs,
/// MapRuler and the delegates of its models do. Everything is relative to the origin (latitude and longitude 0), which
/// moves when the map is moved, so that moving touches two numbers. Laid out at most once a frame. GUI thread.
class MapScene : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    /// Roles of ClusterListModel; usually a ClusterFilterModel.
    Q_PROPERTY(QAbstractItemModel* clusters READ clusters WRITE setClusters NOTIFY clustersChanged)
    Q_PROPERTY(QString selected READ selected WRITE setSelected NOTIFY selectedChanged)
    Q_PROPERTY(bool reducedMotion MEMBER m_reducedMotion NOTIFY reducedMotionChanged)
    Q_PROPERTY(QVariantList ghosts READ ghosts WRITE setGhosts NOTIFY ghostsChanged)
    Q_PROPERTY(QVariantList obstacles READ obstacles WRITE setObstacles NOTIFY obstaclesChanged)
    Q_PROPERTY(QFont nameFont READ nameFont WRITE setNameFont NOTIFY fontsChanged)
    Q_PROPERTY(QFont smallFont READ smallFont WRITE setSmallFont NOTIFY fontsChanged)
    Q_PROPERTY(QFont codeFont READ codeFont WRITE setCodeFont NOTIFY fontsChanged)
    Q_PROPERTY(orrery::ui::MapMarkerModel* markers READ markers CONSTANT)
    Q_PROPERTY(orrery::ui::MapNoteModel* notes READ notes CONSTANT)
    Q_PROPERTY(double originX READ originX NOTIFY viewChanged)
    Q_PROPERTY(double originY READ originY NOTIFY viewChanged)
    Q_PROPERTY(double zoom READ zoom NOTIFY viewChanged)
    Q_PROPERTY(bool canZoomIn READ canZoomIn NOTIFY viewChanged)
    Q_PROPERTY(bool canZoomOut READ canZoomOut NOTIFY viewChanged)
    Q_PROPERTY(int activeArcs READ activeArcs NOTIFY arcsChanged)
    Q_PROPERTY(QString fannedOut READ fannedOut WRITE setFannedOut NOTIFY fannedOutChanged)

public:
    explicit MapScene(QQuickItem* parent = nullptr);

    [[nodiscard]] QAbstractItemModel* clusters() const { return m_clusters; }
    void setClusters(QAbstractItemModel* clusters);
    [[nodiscard]] QString selected() const { return m_selected; } ///< a cluster's name; empty = none
    void setSelected(const QString& name);
    [[nodiscard]] QVariantList ghosts() const { return m_ghosts; } ///< of {from, to}: clusters, or "" for the host
    void setGhosts(const QVariantList& ghosts);
    [[nodiscard]] QVariantList obstacles() const { return m_obstacles; } ///< rectangles in the view that labels avoid
    void setObstacles(const QVariantList& obstacles);
    [[nodiscard]] QFont nameFont() const { return m_nameFont; }
    void setNameFont(const QFont& font);
    [[nodiscard]] QFont smallFont() const { return m_smallFont; }
    void setSmallFont(const QFont& font);
    [[nodiscard]] QFont codeFont() const { return m_codeFont; }
    void setCodeFont(const QFont& font);
    [[nodiscard]] QString fannedOut() const { return m_fannedOut; } ///< key of the bubble that is open
    void setFannedOut(const QString& key);

    [[nodiscard]] MapMarkerModel* markers() { return &m_markers; }
    [[nodiscard]] MapNoteModel* notes() { return &m_notes; }
    [[nodiscard]] const std::vector<ArcView>& arcs() const { return m_arcs; }
    [[nodiscard]] const std::vector<std::pair<MapPoint, MapPoint>>& leaders() const
    {
        return m_leaders;
    } ///< of fan-outs
    [[nodiscard]] const MapProjection& projection() const { return m_projection; }
    [[nodiscard]] double originX() const { return m_projection.toView({0, 0}).x; }
    [[nodiscard]] double originY() const { return m_projection.toView({0, 0}).y; }
    [[nodiscard]] double zoom() const { return m_projection.scale(); } ///< pixels per degree
    [[nodiscard]] bool canZoomIn() const { return zoom() < MapProjection::largestScale; }
    [[nodiscard]] bool canZoomOut() const { return zoom() > MapProjection::smallestScale(m_projection.view()) * 1.001; }
    [[nodiscard]] int activeArcs() const; ///< arcs that are not idle

    Q_INVOKABLE void pan(double dx, double dy); ///< at once: a finger holds the map
    Q_INVOKABLE void panSmoothly(double dx, double dy);
    Q_INVOKABLE void zoomAt(double factor, double x, double y); ///< at once
    Q_INVOKABLE void zoomBy(double factor); ///< around the middle, smoothly
    Q_INVOKABLE void fit(); ///< all clusters that are shown
    Q_INVOKABLE void home(); ///< the whole world
    Q_INVOKABLE void activate(const QString& key); ///< a mark was pressed: select, open or zoom in
    Q_INVOKABLE void reveal(const QString& cluster); ///< moves it into sight when it is outside

    /// Something was written into a cluster: a pulse along its arc and a message beside it.
    Q_INVOKABLE void showWrite(const QString& cluster, const QString& text);
    /// Whether an arc leads there; none leads to the host or to a cluster without a place.
    [[nodiscard]] Q_INVOKABLE bool hasArc(const QString& cluster) const;
    /// Where a pulse stands after the share `t` of the way, relative to the origin.
    [[nodiscard]] Q_INVOKABLE QPointF arcPoint(const QString& cluster, double t) const;

    void ensureLaidOut(); ///< now, instead of in the next frame

Q_SIGNALS:
    void clustersChanged();
    void selectedChanged();
    void reducedMotionChanged();
    void ghostsChanged();
    void obstaclesChanged();
    void fontsChanged();
    void fannedOutChanged();
    void viewChanged();
    void arcsChanged();
    void settled(); ///< the view has not moved for a moment
    void pulsed(const QString& cluster);
    void clusterStateChanged(const QString& cluster); ///< a cluster's state is another than before
    void activated(const QString& cluster); ///< the user chose a single cluster

protected:
    void geometryChange(const QRectF& now, const QRectF& before) override;
    void updatePolish() override;

private:
    struct Facts { ///< of a site, by the same index
        QString stateKey{};
        QString providerCode{};
        QString region{};
        QString place{};
        QString area{};
        QString sync{};
        QString attention{};
        QString summary{};
        QString age{};
        int conflicts = 0;
        int progressing = 0;
        bool member = false;
        bool stale = false;
    };

    void readClusters();
    void layOut();
    void layOutArcs(const std::vector<Marker>& marks);
    void layOutGhosts(const std::vector<Marker>& marks);
    void layOutLabels(const std::vector<Marker>& marks);
    [[nodiscard]] ArcView::Kind arcKind(const Marker& marker) const;
    [[nodiscard]] MarkerView markerView(const Marker& marker) const;
    [[nodiscard]] QString bubbleLabel(const Marker& marker) const;
    [[nodiscard]] QString bubbleDetail(const Marker& marker) const;
    [[nodiscard]] QSizeF labelSize(const MarkerView& view) const;
    [[nodiscard]] std::vector<NoteView> wantedNotes() const;
    [[nodiscard]] bool fewClusters() const;
    [[nodiscard]] std::vector<GeoPoint> places() const;
    void show(const MapProjection& projection);
    void glideTo(const MapProjection& projection);
    void changed(); ///< lay out again in the next frame
    [[nodiscard]] MapProjection opening() const;

    QPointer<QAbstractItemModel> m_clusters;
    QString m_selected;
    QVariantList m_ghosts;
    QVariantList m_obstacles;
    QFont m_nameFont;
    QFont m_smallFont;
    QFont m_codeFont;
    QString m_fannedOut;
    bool m_reducedMotion = false;

    MapProjection m_projection;
    bool m_followsClusters = true; ///< until the user moves the map
    bool m_clustersDirty = true;
    std::vector<MarkerSite> m_sites;
    std::vector<Facts> m_facts;
    std::map<QString, QString> m_states; ///< last state shown, by cluster
    std::vector<ArcView> m_arcs;
    std::vector<std::pair<MapPoint, MapPoint>> m_leaders;
    MapMarkerModel m_markers{this};
    MapNoteModel m_notes{this};
    ArcActivity m_activity;
    QVariantAnimation m_glide;
    MapProjection m_glideFrom;
    MapProjection m_glideTo;
    QTimer m_settle;
    QTimer m_notesEnd;
};

} // namespace orrery::ui
