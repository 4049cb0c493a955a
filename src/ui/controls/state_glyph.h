#pragma once

#include <QColor>
#include <QQuickPaintedItem>
#include <QtQml/qqmlregistration.h>

namespace orrery::ui {

/// The mark of a cluster's state: circle H, triangle D, square X, diamond ?, open ring (its C is not painted, so that
/// the ring can turn). Marks of 14 px and more carry their letter. GUI thread.
class StateGlyph : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    /// "healthy", "degraded", "down", "unknown" or "connecting".
    Q_PROPERTY(QString stateKey MEMBER m_stateKey NOTIFY looksChanged)
    Q_PROPERTY(QColor fill MEMBER m_fill NOTIFY looksChanged)
    Q_PROPERTY(QColor edge MEMBER m_edge NOTIFY looksChanged)
    Q_PROPERTY(QColor letter MEMBER m_letter NOTIFY looksChanged)
    Q_PROPERTY(QString family MEMBER m_family NOTIFY looksChanged)

public:
    explicit StateGlyph(QQuickItem* parent = nullptr);

    void paint(QPainter* painter) override;

Q_SIGNALS:
    void looksChanged();

private:
    void paintLetter(QPainter& painter, QChar letter, double share, double sink) const;

    QString m_stateKey;
    QColor m_fill;
    QColor m_edge;
    QColor m_letter;
    QString m_family;
};

} // namespace orrery::ui
