#include "ui/support/translator.h"

#include <string_view>

namespace orrery::ui {

QString Translator::translate(const char* context, const char* source, const char* comment, int number) const
{
    const auto colon = std::string_view(context).rfind(':');
    return QTranslator::translate(colon == std::string_view::npos ? context : context + colon + 1, source, comment,
                                  number);
}

} // namespace orrery::ui
