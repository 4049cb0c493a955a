#include "ui/controls/icon_glyph.h"

#include "base/log.h"

#include <QFile>
#include <QSvgRenderer>

namespace orrery::ui {

namespace {

constexpr double grid = 24;
constexpr double line = 1.5;

} // namespace

IconGlyph::IconGlyph(QQuickItem* parent) : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    connect(this, &IconGlyph::looksChanged, this, [this] { update(); });
}

void IconGlyph::paint(QPainter* painter)
{
    if (m_name.isEmpty() || width() <= 0)
        return;
    QFile file(QStringLiteral(":/orrery/icons/%1.svg").arg(m_name));
    if (!file.open(QIODevice::ReadOnly)) {
        log().error("there is no icon {}", m_name.toStdString());
        return;
    }
    auto text = file.readAll();
    text.replace("currentColor", m_color.name(QColor::HexRgb).toLatin1());
    text.replace("stroke-width=\"2\"", "stroke-width=\"" + QByteArray::number(line * grid / width()) + "\"");
    QSvgRenderer(text).render(painter, QRectF(0, 0, width(), height()));
}

} // namespace orrery::ui
