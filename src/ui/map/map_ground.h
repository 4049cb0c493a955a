#pragma once

#include "ui/map/base_map.h"
#include "ui/map/map_scene.h"

#include <QPointer>
#include <QQuickItem>
#include <QThreadPool>

namespace orrery::ui {

/// Sea, land, borders, graticule and region dots below a MapScene, as large as this item. Painted by a worker into a
/// picture half as large again as the view; while the map is moved or zoomed the last picture is moved and scaled, and
/// a sharp one follows when it rests. Works with every renderer (an image, no geometry of its own). GUI thread.
class MapGround : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(orrery::ui::MapScene* scene READ scene WRITE setScene NOTIFY sceneChanged)
    Q_PROPERTY(QColor sea READ sea WRITE setSea NOTIFY colorsChanged)
    Q_PROPERTY(QColor land READ land WRITE setLand NOTIFY colorsChanged)
    Q_PROPERTY(QColor coast READ coast WRITE setCoast NOTIFY colorsChanged)
    Q_PROPERTY(QColor border READ border WRITE setBorder NOTIFY colorsChanged)
    Q_PROPERTY(QColor graticule READ graticule WRITE setGraticule NOTIFY colorsChanged)
    Q_PROPERTY(QColor region READ region WRITE setRegion NOTIFY colorsChanged)
    Q_PROPERTY(bool showRegions READ showRegions WRITE setShowRegions NOTIFY layersChanged)
    Q_PROPERTY(bool showGraticule READ showGraticule WRITE setShowGraticule NOTIFY layersChanged)
    Q_PROPERTY(bool ready READ ready NOTIFY readyChanged)

public:
    explicit MapGround(QQuickItem* parent = nullptr);
    ~MapGround() override; ///< stops and waits for the worker

    [[nodiscard]] MapScene* scene() const { return m_scene; }
    void setScene(MapScene* scene);
    [[nodiscard]] QColor sea() const { return m_colors.sea; }
    void setSea(const QColor& color) { recolor(m_colors.sea, color); }
    [[nodiscard]] QColor land() const { return m_colors.land; }
    void setLand(const QColor& color) { recolor(m_colors.land, color); }
    [[nodiscard]] QColor coast() const { return m_colors.coast; }
    void setCoast(const QColor& color) { recolor(m_colors.coast, color); }
    [[nodiscard]] QColor border() const { return m_colors.border; }
    void setBorder(const QColor& color) { recolor(m_colors.border, color); }
    [[nodiscard]] QColor graticule() const { return m_colors.graticule; }
    void setGraticule(const QColor& color) { recolor(m_colors.graticule, color); }
    [[nodiscard]] QColor region() const { return m_colors.region; }
    void setRegion(const QColor& color) { recolor(m_colors.region, color); }
    [[nodiscard]] bool showRegions() const { return m_regions; }
    void setShowRegions(bool show);
    [[nodiscard]] bool showGraticule() const { return m_graticule; }
    void setShowGraticule(bool show);
    [[nodiscard]] bool ready() const { return !m_picture.isNull(); } ///< the first picture is there

Q_SIGNALS:
    void sceneChanged();
    void colorsChanged();
    void layersChanged();
    void readyChanged();
    void painted(); ///< a new picture is shown

protected:
    QSGNode* updatePaintNode(QSGNode* node, UpdatePaintNodeData* data) override;
    void updatePolish() override;

private:
    void recolor(QColor& color, const QColor& now);
    void viewMoved();
    void order(); ///< hands the wanted picture to the worker, unless it is there or under way
    [[nodiscard]] BaseMapRequest wanted() const;
    void take(const BaseMapRequest& request, const QImage& picture);

    QPointer<MapScene> m_scene;
    BaseMapColors m_colors;
    bool m_regions = true;
    bool m_graticule = true;
    QImage m_picture;
    BaseMapRequest m_shown; ///< what m_picture shows
    BaseMapRequest m_ordered; ///< what the worker is at
    std::shared_ptr<std::atomic_bool> m_stop; ///< of the work that is under way; null without
    bool m_uploaded = false;
    QThreadPool m_worker;
};

} // namespace orrery::ui
