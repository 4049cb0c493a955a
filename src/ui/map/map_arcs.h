#pragma once

#include "ui/map/map_scene.h"

#include <QPointer>
#include <QQuickPaintedItem>

namespace orrery::ui {

/// The arcs and the leader lines of a MapScene. Larger than the view by a margin and moved with it; painted anew when
/// arcs change or the margin is used up. Place it in an item as large as the scene that clips. GUI thread.
class MapArcs : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(orrery::ui::MapScene* scene READ scene WRITE setScene NOTIFY sceneChanged)
    Q_PROPERTY(QColor idle MEMBER m_idle NOTIFY colorsChanged)
    Q_PROPERTY(QColor moving MEMBER m_moving NOTIFY colorsChanged)
    Q_PROPERTY(QColor conflict MEMBER m_conflict NOTIFY colorsChanged)
    Q_PROPERTY(QColor ghost MEMBER m_ghost NOTIFY colorsChanged)
    Q_PROPERTY(QColor error MEMBER m_error NOTIFY colorsChanged)

public:
    explicit MapArcs(QQuickItem* parent = nullptr);

    [[nodiscard]] MapScene* scene() const { return m_scene; }
    void setScene(MapScene* scene);

    void paint(QPainter* painter) override;

Q_SIGNALS:
    void sceneChanged();
    void colorsChanged();

private:
    void follow();
    void redraw();
    [[nodiscard]] QPen penOf(ArcView::Kind kind) const;

    QPointer<MapScene> m_scene;
    QPointF m_paintedOrigin;
    QColor m_idle;
    QColor m_moving;
    QColor m_conflict;
    QColor m_error;
    QColor m_ghost;
};

} // namespace orrery::ui
