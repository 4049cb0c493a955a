#include "ui/map/move_rows.h"

#include "ui/support/words.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace orrery::ui {

namespace {

using api::Json;

/// What a cluster has of an object, by its name.
using Shares = std::map<std::string, Json>;

Shares sharesOf(const Json& clusters)
{
    Shares shares;
    for (const auto& cluster : clusters)
        shares.emplace(api::text(cluster, "/name"), cluster);
    return shares;
}

std::int64_t weightOf(const Shares& shares, const std::string& cluster, bool counted)
{
    const auto found = shares.find(cluster);
    if (found == shares.end())
        return 0;
    return counted ? api::number(found->second, "/replicas", 1) : 1;
}

} // namespace

QString MoveRows::object(const Json& object)
{
    const auto ns = api::text(object, "/namespace");
    return words(api::text(object, "/kind") + ' ' + (ns.empty() ? "" : ns + '/') + api::text(object, "/name"));
}

QVariantList MoveRows::of(const Json& moves)
{
    QVariantList rows;
    for (const auto& move : moves) {
        const auto before = sharesOf(api::at(move, "/before"));
        const auto after = sharesOf(api::at(move, "/after"));
        // A decision that fails keeps what stands, and that is told with numbers also for what is not divided.
        const bool counted =
            std::ranges::all_of(before, [](const auto& share) { return share.second.contains("replicas"); });
        const auto text = [&](const Shares& shares, const std::string& cluster) -> QString {
            const auto found = shares.find(cluster);
            if (found == shares.end())
                return {};
            return counted && found->second.contains("replicas")
                     ? QString::number(api::number(found->second, "/replicas"))
                     : tr("yes");
        };
        std::set<std::string> names;
        for (const auto* shares : {&before, &after}) {
            for (const auto& share : *shares)
                names.insert(share.first);
        }
        QVariantList cells;
        for (const auto& name : names) {
            const auto was = weightOf(before, name, counted);
            const auto is = weightOf(after, name, counted);
            cells << QVariantMap{{QStringLiteral("cluster"), words(name)},
                                 {QStringLiteral("before"), text(before, name)},
                                 {QStringLiteral("after"), text(after, name)},
                                 {QStringLiteral("loses"), is < was},
                                 {QStringLiteral("gains"), is > was}};
        }
        QStringList unfit;
        if (const auto message = api::text(move, "/error/message"); !message.empty())
            unfit << words(message);
        for (const auto& [cluster, count] : api::at(move, "/overflow").items())
            unfit << tr("%1 too many for %2").arg(words(api::dump(count)), words(cluster));
        const auto later = api::number(move, "/second");
        rows << QVariantMap{{QStringLiteral("object"), object(api::at(move, "/object"))},
                            {QStringLiteral("second"), later > 0 ? tr("%1 s later").arg(later) : QString()},
                            {QStringLiteral("cells"), cells},
                            {QStringLiteral("unfit"), unfit.join(QStringLiteral("; "))}};
    }
    return rows;
}

QVariantList MoveRows::ghosts(const QVariantList& rows)
{
    std::set<std::pair<QString, QString>> pairs;
    for (const auto& row : rows) {
        QStringList sources;
        QStringList targets;
        for (const auto& entry : row.toMap()[QStringLiteral("cells")].toList()) {
            const auto cell = entry.toMap();
            const auto name = cell[QStringLiteral("cluster")].toString();
            if (cell[QStringLiteral("loses")].toBool())
                sources << name;
            if (cell[QStringLiteral("gains")].toBool())
                targets << name;
        }
        if (sources.isEmpty())
            sources << QString();
        for (const auto& from : sources) {
            for (const auto& to : targets)
                pairs.emplace(from, to);
        }
    }
    QVariantList all;
    for (const auto& [from, to] : pairs)
        all << QVariantMap{{QStringLiteral("from"), from}, {QStringLiteral("to"), to}};
    return all;
}

} // namespace orrery::ui
