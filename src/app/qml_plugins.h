#pragma once

#include <QtQml/QQmlExtensionPlugin>

// The modules of the window, which are linked in: for each program that loads it, in one of its files.
Q_IMPORT_QML_PLUGIN(Orrery_ModelPlugin)
Q_IMPORT_QML_PLUGIN(Orrery_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Orrery_ClustersPlugin)
Q_IMPORT_QML_PLUGIN(Orrery_MapPlugin)
Q_IMPORT_QML_PLUGIN(Orrery_LogPlugin)
Q_IMPORT_QML_PLUGIN(Orrery_WorkloadsPlugin)
Q_IMPORT_QML_PLUGIN(Orrery_WizardsPlugin)
Q_IMPORT_QML_PLUGIN(Orrery_AppPlugin)
