#include "ui/support/error_text.h"

namespace orrery::ui {

QString ErrorText::sentence(const Error& error)
{
    if (error.code == "federation.none")
        return tr("This cluster holds no federation.");
    switch (error.kind) {
    case ErrorKind::Unavailable: return tr("The cluster does not answer.");
    case ErrorKind::Throttled: return tr("The cluster asked for a pause.");
    case ErrorKind::Conflict: return tr("Somebody else changed the object at the same time.");
    case ErrorKind::Gone: return tr("The position in the list is lost.");
    case ErrorKind::NotFound: return tr("What was asked for is not there.");
    case ErrorKind::AlreadyExists: return tr("It exists already.");
    case ErrorKind::Unauthorized: return tr("The credentials were not accepted.");
    case ErrorKind::Forbidden: return tr("The permission is missing.");
    case ErrorKind::Invalid: return tr("The input is not valid.");
    case ErrorKind::Cancelled: return tr("It was cancelled.");
    case ErrorKind::Internal: return tr("Orrery received an answer that makes no sense.");
    }
    return {};
}

QString ErrorText::nextStep(const Error& error)
{
    if (error.code == "federation.none")
        return tr("Start a federation here, or choose another context.");
    switch (error.kind) {
    case ErrorKind::Unavailable: return tr("Check the address, the network and the proxy, then try again.");
    case ErrorKind::Throttled: return tr("Wait a moment and try again.");
    case ErrorKind::Conflict: return tr("Look at the object again and repeat the change.");
    case ErrorKind::Unauthorized: return tr("Sign in again or renew the credentials in the kubeconfig.");
    case ErrorKind::Forbidden: return tr("Ask the cluster's administrator for the permission named in the details.");
    case ErrorKind::NotFound: return tr("Check the name and choose again.");
    case ErrorKind::Invalid: return tr("Correct what the details name.");
    case ErrorKind::AlreadyExists: return tr("Choose another name.");
    case ErrorKind::Gone:
    case ErrorKind::Cancelled: return tr("Try again.");
    case ErrorKind::Internal: return tr("Copy the details for a report.");
    }
    return {};
}

QString ErrorText::detail(const Error& error)
{
    return QString::fromStdString(error.text());
}

} // namespace orrery::ui
