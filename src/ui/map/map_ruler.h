#pragma once

#include "ui/map/map_scene.h"

#include <QPointer>
#include <QQuickPaintedItem>

namespace orrery::ui {

/// Degrees along an edge of a MapScene: longitudes above it, latitudes at its left. GUI thread.
class MapRuler : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(orrery::ui::MapScene* scene READ scene WRITE setScene NOTIFY sceneChanged)
    Q_PROPERTY(bool vertical MEMBER m_vertical NOTIFY looksChanged)
    Q_PROPERTY(QColor textColor MEMBER m_textColor NOTIFY looksChanged)
    Q_PROPERTY(QColor tickColor MEMBER m_tickColor NOTIFY looksChanged)
    Q_PROPERTY(QFont font MEMBER m_font NOTIFY looksChanged)

public:
    explicit MapRuler(QQuickItem* parent = nullptr);

    [[nodiscard]] MapScene* scene() const { return m_scene; }
    void setScene(MapScene* scene);

    void paint(QPainter* painter) override;

    [[nodiscard]] static QString longitudeText(int longitude); ///< "75°W"; any turn of the world
    [[nodiscard]] static QString latitudeText(int latitude); ///< "45°N"

Q_SIGNALS:
    void sceneChanged();
    void looksChanged();

private:
    void paintLongitudes(QPainter& painter, int step, int tick) const;
    void paintLatitudes(QPainter& painter, int step, int tick) const;

    QPointer<MapScene> m_scene;
    bool m_vertical = false;
    QColor m_textColor;
    QColor m_tickColor;
    QFont m_font;
};

} // namespace orrery::ui
