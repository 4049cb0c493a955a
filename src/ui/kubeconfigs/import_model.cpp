#include "ui/kubeconfigs/import_model.h"

#include "kubeconfig/kubeconfig.h"
#include "kubeconfig/merge_store.h"
#include "ui/support/error_text.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace orrery::ui {

namespace fs = std::filesystem;

ImportModel::ImportModel(EngineBridge& bridge, QObject* parent) : QObject(parent), m_bridge(bridge)
{
    m_typing.setSingleShot(true);
    m_typing.setInterval(std::chrono::milliseconds(200));
    connect(&m_typing, &QTimer::timeout, this, [this] { plan(m_step); });
}

void ImportModel::begin(const QString& target)
{
    close();
    if (m_open)
        return;
    m_open = true;
    const auto targets = kubeconfig::Kubeconfig::paths(target.toStdString());
    m_target = targets.empty() ? std::string() : targets.front();
    load(
        [around = m_around](const std::stop_token& stop) {
            Files found;
            for (const auto& place : usualPlaces(around)) {
                if (stop.stop_requested())
                    break;
                auto file = readImportFile(place.path, place.tool);
                // Beside kubeconfigs, ~/.kube holds whatever tools put there.
                const bool someFile = place.tool.empty() && file.state != ImportFile::State::Sound
                                   && file.bytes.find("clusters:") == std::string::npos;
                if (!someFile || file.state == ImportFile::State::Unreadable)
                    found.push_back(std::move(file));
            }
            return found;
        },
        false);
}

void ImportModel::load(std::function<Files(const std::stop_token&)> work, bool choose)
{
    ++m_busy;
    const auto round = m_round;
    m_bridge.run<Files>([work = std::move(work)](engine::Engine&, const std::stop_token& stop) { return work(stop); },
                        [this, round, choose](Files files) {
                            if (round != m_round)
                                return;
                            --m_busy;
                            take(std::move(files), choose);
                        });
    Q_EMIT changed();
}

void ImportModel::read(std::vector<std::string> paths)
{
    load(
        [paths = std::move(paths)](const std::stop_token&) {
            Files files;
            for (const auto& path : paths)
                files.push_back(readImportFile(path));
            return files;
        },
        true);
}

void ImportModel::take(Files files, bool choose)
{
    for (auto& file : files) {
        const auto path = file.path;
        const bool sound = file.state == ImportFile::State::Sound;
        auto kept = std::make_shared<const ImportFile>(std::move(file));
        const auto known =
            std::find_if(m_files.begin(), m_files.end(), [&](const auto& it) { return it->path == path; });
        if (known != m_files.end())
            *known = std::move(kept);
        else
            m_files.push_back(std::move(kept));
        if (choose && sound && !isTarget(path))
            m_chosen.insert(path);
        else if (!sound)
            m_chosen.erase(path);
    }
    m_problem.clear();
    m_badField.clear();
    showRows();
}

void ImportModel::addFiles(const QList<QUrl>& files)
{
    std::vector<std::string> paths;
    for (const auto& file : files) {
        if (file.isLocalFile())
            paths.push_back(file.toLocalFile().toStdString());
    }
    if (m_step == 0 && !paths.empty())
        read(std::move(paths));
}

void ImportModel::addPath(const QString& path)
{
    auto whole = path.trimmed().toStdString();
    if (whole.empty() || m_step != 0)
        return;
    if (whole == "~" || whole.starts_with("~/"))
        whole = m_around.home + whole.substr(1);
    std::error_code error;
    const auto absolute = fs::absolute(whole, error);
    read({error ? whole : absolute.lexically_normal().string()});
}

void ImportModel::paste(const QString& text)
{
    if (m_step != 0 || text.trimmed().isEmpty())
        return;
    load([bytes = text.toStdString()](const std::stop_token&) { return Files{importText("-", bytes)}; }, true);
}

void ImportModel::pasteClipboard()
{
    paste(QGuiApplication::clipboard()->text());
}

void ImportModel::choose(const QString& path, bool chosen)
{
    if (chosen)
        m_chosen.insert(path.toStdString());
    else
        m_chosen.erase(path.toStdString());
    m_problem.clear();
    m_badField.clear();
    showRows();
}

void ImportModel::setTarget(const QString& path)
{
    auto whole = path.trimmed().toStdString();
    if (whole.starts_with("~/"))
        whole = m_around.home + whole.substr(1);
    if (m_step != 0 || whole == m_target)
        return;
    m_target = std::move(whole);
    std::erase_if(m_chosen, [this](const auto& file) { return isTarget(file); });
    showRows();
}

bool ImportModel::isTarget(const std::string& path) const
{
    std::error_code error;
    return path == m_target || fs::equivalent(path, m_target, error);
}

void ImportModel::nameIt(const QString& source, const QString& entry, const QString& name)
{
    const auto file =
        std::find_if(m_files.begin(), m_files.end(), [&](const auto& it) { return it->path == source.toStdString(); });
    if (file == m_files.end())
        return;
    // In a file with one context, any of its entries names all three: keep one key for them.
    const auto key = (*file)->contexts.size() == 1 ? (*file)->contexts[0].name : entry.toStdString();
    m_names[{source.toStdString(), key}] = name.trimmed().toStdString();
    m_typing.start();
}

void ImportModel::unfold(int line)
{
    m_difference.unfold(static_cast<std::size_t>(line));
    m_differenceRows.show(static_cast<int>(m_difference.lines().size()),
                          [this](int row) { return foldedRow(m_difference, row); });
}

void ImportModel::reveal(bool secrets)
{
    if (m_step != 2 || m_revealed == secrets)
        return;
    m_revealed = secrets;
    plan(2);
}

void ImportModel::plan(int stepAfter)
{
    ++m_busy;
    m_typing.stop();
    m_problem.clear();
    m_problemDetail.clear();
    m_badField.clear();
    ImportWish wish;
    for (const auto& file : m_files) {
        if (m_chosen.contains(file->path))
            wish.files.push_back(file);
    }
    wish.target = m_target;
    wish.names = m_names;
    wish.reveal = m_revealed;
    const auto round = ++m_round;
    m_busy = 1; // what was under way before is dropped
    m_bridge.run<Result<ImportOutcome>>(
        [wish = std::move(wish)](engine::Engine&, std::stop_token) { return planImport(wish); },
        [this, round, stepAfter](Result<ImportOutcome> outcome) {
            if (round != m_round)
                return;
            --m_busy;
            planned(std::move(outcome), stepAfter);
        });
    Q_EMIT changed();
}

void ImportModel::planned(Result<ImportOutcome> outcome, int stepAfter)
{
    if (!outcome)
        return fail(outcome.error());
    m_outcome = std::move(*outcome);
    m_difference = FoldedDiff(std::move(m_outcome.difference));
    m_step = stepAfter;
    showRows();
}

void ImportModel::next()
{
    if (m_busy > 0)
        return;
    if (m_step == 0 && m_target.empty())
        refuse("target", tr("Name the file that gets them."));
    else if (m_step == 0 && m_chosen.empty())
        refuse("files", tr("Choose at least one file, or paste a kubeconfig."));
    else if (m_step == 0)
        plan(1);
    else if (m_typing.isActive() || !m_problem.isEmpty())
        plan(2); // what is shown is not what is wanted
    else if (m_step == 1)
        m_step = 2;
    else if (m_step == 2 && m_outcome.plan.changed())
        write();
    else if (m_step == 2)
        m_step = 3;
    Q_EMIT changed();
}

void ImportModel::back()
{
    if (m_busy > 0 || m_step == 0 || m_step == 3)
        return;
    m_problem.clear();
    m_problemDetail.clear();
    --m_step;
    if (std::exchange(m_revealed, false))
        plan(m_step);
    Q_EMIT changed();
}

void ImportModel::write()
{
    ++m_busy;
    m_writing = true;
    m_problem.clear();
    m_problemDetail.clear();
    using Wrote = Result<bool>;
    m_bridge.run<Wrote>(
        [plan = m_outcome.plan](engine::Engine&, std::stop_token) -> Wrote {
            const auto wrote = kubeconfig::writeMerge(plan);
            return wrote ? Wrote(true) : failure(wrote.error());
        },
        [this](const Wrote& wrote) {
            --m_busy;
            m_writing = false;
            if (!wrote) {
                fail(wrote.error());
                return;
            }
            m_wrote = true;
            m_step = 3;
            m_revealed = false;
            showRows();
            if (written)
                written(QString::fromStdString(m_target));
        });
}

void ImportModel::undo()
{
    if (m_step != 3 || m_busy > 0 || !m_wrote)
        return;
    ++m_busy;
    m_writing = true;
    using Done = Result<bool>;
    m_bridge.run<Done>(
        [target = m_target](engine::Engine&, std::stop_token) -> Done {
            const auto done = kubeconfig::undoLastChange(target);
            return done ? Done(true) : failure(done.error());
        },
        [this](const Done& done) {
            --m_busy;
            m_writing = false;
            if (!done) {
                fail(done.error());
                return;
            }
            m_undone = !m_undone;
            m_problem.clear();
            m_problemDetail.clear();
            Q_EMIT changed();
            if (written)
                written(QString::fromStdString(m_target));
        });
    Q_EMIT changed();
}

void ImportModel::fail(const Error& error)
{
    m_problem = error.code == "kubeconfig.changed"
                  ? tr("Another program changed the file meanwhile. Nothing was written; go back and check again.")
                  : ErrorText::sentence(error) + u' ' + ErrorText::nextStep(error);
    m_problemDetail = ErrorText::detail(error);
    Q_EMIT changed();
}

void ImportModel::refuse(const char* field, const QString& why)
{
    m_badField = QString::fromLatin1(field);
    m_problem = why;
    Q_EMIT refused(m_badField);
}

void ImportModel::close()
{
    if (m_writing)
        return; // it is seen to its end
    ++m_round;
    m_typing.stop();
    m_open = m_revealed = m_wrote = m_undone = false;
    m_step = m_busy = 0;
    m_files.clear(); // with what is secret in them
    m_chosen.clear();
    m_names.clear();
    m_problem.clear();
    m_problemDetail.clear();
    m_badField.clear();
    m_outcome = {};
    m_difference = FoldedDiff();
    showRows();
}

} // namespace orrery::ui
