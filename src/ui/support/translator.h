#pragma once

#include <QTranslator>

namespace orrery::ui {

/// A translation as lupdate writes it. lupdate (Qt 6.4) does not understand `namespace a::b {`: it files sentences
/// under the class alone, while QObject::tr() asks for the class with its namespaces.
class Translator : public QTranslator {
    Q_OBJECT

public:
    using QTranslator::QTranslator;
    [[nodiscard]] QString translate(const char* context, const char* source, const char* comment,
                                    int number) const override;
};

} // namespace orrery::ui
