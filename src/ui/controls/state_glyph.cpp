#include "ui/controls/state_glyph.h"

#include <QPainter>
#include <QPainterPath>

namespace orrery::ui {

namespace {

constexpr double smallestWithLetter = 14;

} // namespace

StateGlyph::StateGlyph(QQuickItem* parent) : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
    connect(this, &StateGlyph::looksChanged, this, [this] { update(); });
}

void StateGlyph::paint(QPainter* painter)
{
    const double size = std::min(width(), height());
    const QRectF box = QRectF(0, 0, size, size).adjusted(0.5, 0.5, -0.5, -0.5);
    painter->setPen(QPen(m_edge, 1, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(m_fill);
    if (m_stateKey == QLatin1String("healthy")) {
        painter->drawEllipse(box);
        paintLetter(*painter, u'H', 0.56, 0);
    } else if (m_stateKey == QLatin1String("degraded")) {
        const double foot = box.bottom() - size * 0.04;
        painter->drawPolygon(QPolygonF({{box.center().x(), box.top()}, {box.right(), foot}, {box.left(), foot}}));
        paintLetter(*painter, u'D', 0.46, size * 0.15);
    } else if (m_stateKey == QLatin1String("down")) {
        painter->drawRoundedRect(box, 1, 1);
        paintLetter(*painter, u'X', 0.6, 0);
    } else if (m_stateKey == QLatin1String("connecting")) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(m_edge, 2, Qt::SolidLine, Qt::FlatCap));
        painter->drawArc(box.adjusted(0.5, 0.5, -0.5, -0.5), 90 * 16, 270 * 16);
    } else {
        painter->drawPolygon(QPolygonF({{box.center().x(), box.top()},
                                        {box.right(), box.center().y()},
                                        {box.center().x(), box.bottom()},
                                        {box.left(), box.center().y()}}));
        paintLetter(*painter, u'?', 0.5, 0);
    }
}

/// Drawn as an outline: it stands in the middle of the mark to a fraction of a pixel.
void StateGlyph::paintLetter(QPainter& painter, QChar letter, double share, double sink) const
{
    const double size = std::min(width(), height());
    if (size < smallestWithLetter)
        return;
    QFont font(m_family);
    font.setPixelSize(100);
    font.setBold(true);
    QPainterPath path;
    path.addText(0, 0, font, QString(letter));
    const auto bounds = path.boundingRect();
    const double scale = size * share * 0.92 / 100;
    painter.save();
    painter.translate(size / 2, size / 2 + sink);
    painter.scale(scale, scale);
    painter.translate(-bounds.center());
    painter.fillPath(path, m_letter);
    painter.restore();
}

} // namespace orrery::ui
