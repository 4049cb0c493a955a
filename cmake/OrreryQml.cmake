# QML modules. One for each folder of qml/Orrery, without C++ of their own: the C++ types are Orrery.Model (src/ui).
#
#   orrery_qml_module(map URI Orrery.Map LINK model controls clusters)
#
# makes the static library qml_map of every .qml file in the current folder and its plugin qml_mapplugin; files named in
# SINGLETONS are singletons. A program links both, names them with Q_IMPORT_QML_PLUGIN and adds the import path
# `:/qt/qml`, which Qt 6.4 does not have by itself.

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Qml Quick QuickControls2 Svg)

function(orrery_qml_module name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "URI" "SINGLETONS;LINK")
    file(GLOB files CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR}/*.qml)
    set_source_files_properties(${arg_SINGLETONS} PROPERTIES QT_QML_SINGLETON_TYPE TRUE)
    string(REPLACE "." "/" path ${arg_URI})
    qt_add_library(qml_${name} STATIC)
    qt_add_qml_module(qml_${name}
        URI ${arg_URI}
        VERSION 1.0
        RESOURCE_PREFIX /qt/qml
        OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/qml/${path}
        DEPENDENCIES QtQuick
        QML_FILES ${files})
    target_link_libraries(qml_${name} PUBLIC Qt6::Quick Qt6::QuickControls2)
    foreach(dependency IN LISTS arg_LINK)
        target_link_libraries(qml_${name} PUBLIC qml_${dependency} qml_${dependency}plugin)
    endforeach()
    # What the QML compiler writes is not ours.
    target_compile_options(qml_${name} PRIVATE -w)
endfunction()
