#include "federation/image_reference.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace orrery::federation {

namespace {

constexpr std::size_t longestName = 255;
constexpr std::size_t longestTag = 128;

bool isLetterOrDigit(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

bool isLowerOrDigit(char c)
{
    return isLetterOrDigit(c) && !std::isupper(static_cast<unsigned char>(c));
}

bool isTag(std::string_view text)
{
    return !text.empty() && text.size() <= longestTag && text.front() != '.' && text.front() != '-'
        && std::all_of(text.begin(), text.end(),
                       [](char c) { return isLetterOrDigit(c) || c == '_' || c == '.' || c == '-'; });
}

/// The algorithms that registries have.
bool isDigest(std::string_view text)
{
    for (const auto& [algorithm, size] :
         {std::pair<std::string_view, std::size_t>{"sha256:", 64}, {"sha384:", 96}, {"sha512:", 128}}) {
        if (text.starts_with(algorithm))
            return text.size() == algorithm.size() + size
                && text.find_first_not_of("0123456789abcdef", algorithm.size()) == std::string_view::npos;
    }
    return false;
}

/// Lower-case words, between them one dot, one or two underscores, or any number of dashes.
bool isPathPart(std::string_view part)
{
    if (part.empty() || !isLowerOrDigit(part.front()) || !isLowerOrDigit(part.back()))
        return false;
    for (std::size_t i = 0; i < part.size();) {
        if (isLowerOrDigit(part[i])) {
            ++i;
            continue;
        }
        const auto end = std::find_if(part.begin() + std::ptrdiff_t(i), part.end(), isLowerOrDigit);
        const auto between = part.substr(i, std::size_t(end - part.begin()) - i);
        if (between != "." && between != "_" && between != "__"
            && between.find_first_not_of('-') != std::string_view::npos)
            return false;
        i += between.size();
    }
    return true;
}

bool isHost(std::string_view host)
{
    const auto colon = host.rfind(':');
    const bool bracketed = host.starts_with('[');
    const auto close = host.find(']');
    if (bracketed && close == std::string_view::npos)
        return false;
    const auto nameEnd = bracketed ? close + 1 : std::min(colon, host.size());
    const auto port = host.substr(nameEnd);
    const bool portFine = port.empty()
                       || (port.size() > 1 && port.front() == ':'
                           && std::all_of(port.begin() + 1, port.end(), [](char c) { return c >= '0' && c <= '9'; }));
    const auto name = host.substr(0, nameEnd);
    return portFine && !name.empty() && (bracketed || (isLetterOrDigit(name.front()) && isLetterOrDigit(name.back())))
        && std::all_of(name.begin(), name.end(), [&](char c) {
               return isLetterOrDigit(c) || c == '-' || c == '.' || (bracketed && (c == ':' || c == '[' || c == ']'));
           });
}

tl::unexpected<Error> invalid(std::string_view image, const std::string& why)
{
    return failure(ErrorKind::Invalid, "image.invalid", "\"" + std::string(image) + "\" is no image: " + why);
}

bool isRepository(std::string_view repository)
{
    for (std::size_t from = 0; from <= repository.size();) {
        const auto end = std::min(repository.find('/', from), repository.size());
        if (!isPathPart(repository.substr(from, end - from)))
            return false;
        from = end + 1;
    }
    return true;
}

} // namespace

std::string ImageReference::text() const
{
    std::string out = registry.empty() ? repository : registry + "/" + repository;
    if (!tag.empty())
        out += ":" + tag;
    return digest.empty() ? out : out + "@" + digest;
}

void ImageReference::setVersion(const std::string& tagOrDigest)
{
    const bool asTag = isTag(tagOrDigest);
    if (!asTag && !isDigest(tagOrDigest))
        return;
    tag = asTag ? tagOrDigest : std::string();
    digest = asTag ? std::string() : tagOrDigest;
}

Result<ImageReference> parseImageReference(std::string_view image)
{
    ImageReference made;
    auto rest = image;
    if (const auto at = rest.find('@'); at != std::string_view::npos) {
        made.digest = rest.substr(at + 1);
        rest = rest.substr(0, at);
        if (!isDigest(made.digest))
            return invalid(image, "what follows @ is no digest");
    }
    const auto slash = rest.rfind('/');
    // A colon before the last slash is a registry's port.
    if (const auto colon = rest.find(':', slash == std::string_view::npos ? 0 : slash);
        colon != std::string_view::npos) {
        made.tag = rest.substr(colon + 1);
        rest = rest.substr(0, colon);
        if (!isTag(made.tag))
            return invalid(image, "what follows : is no tag");
    }
    const auto first = rest.substr(0, rest.find('/'));
    const bool registry =
        first.size() < rest.size() && (first.find_first_of(".:") != std::string_view::npos || first == "localhost");
    if (registry) {
        made.registry = first;
        rest = rest.substr(first.size() + 1);
        if (!isHost(made.registry))
            return invalid(image, made.registry + " is no host");
    }
    made.repository = rest;
    if (made.repository.empty())
        return invalid(image, "it has no repository");
    if (!isRepository(rest))
        return invalid(image, "a repository has lower-case letters, digits and between them . _ __ or -");
    if (made.registry.size() + made.repository.size() > longestName)
        return invalid(image, "its name is longer than 255 characters");
    return made;
}

} // namespace orrery::federation
