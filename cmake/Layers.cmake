# The layers: arrows point down, may skip layers, never point up or sideways.
#
# The number after LAYER in `orrery_library` is the only place where a layer is written down. It is checked twice here:
# when a library names its links, and once more over the finished targets, so that a bare target_link_libraries does
# not get around it. tests/gates/layers.py reads the same calls and checks every #include.

set(ORRERY_FOLDERS_WITH_QT desktop ui app)

function(orrery_declare_layer name layer)
    set_property(GLOBAL PROPERTY orrery_layer_${name} ${layer})
    set_property(GLOBAL APPEND PROPERTY orrery_layered ${name})
endfunction()

# Stops the configuration unless `dependency` lies below `name`.
function(orrery_refuse_upward name dependency)
    get_property(layer GLOBAL PROPERTY orrery_layer_${name})
    get_property(below GLOBAL PROPERTY orrery_layer_${dependency})
    if("${below}" STREQUAL "")
        message(FATAL_ERROR "${name} (layer ${layer}) links ${dependency}, which is not a library declared before it.")
    elseif(NOT below LESS layer)
        message(FATAL_ERROR "${name} (layer ${layer}) must not link ${dependency} (layer ${below}): arrows point down.")
    endif()
endfunction()

# Runs when everything is declared.
function(orrery_verify_layers)
    get_property(names GLOBAL PROPERTY orrery_layered)
    foreach(name IN LISTS names)
        get_target_property(links orrery_${name} LINK_LIBRARIES)
        foreach(link IN LISTS links)
            if(link MATCHES "^orrery_(.+)$")
                orrery_refuse_upward(${name} ${CMAKE_MATCH_1})
            elseif(link MATCHES "^Qt[0-9]*::" AND NOT name IN_LIST ORRERY_FOLDERS_WITH_QT)
                message(FATAL_ERROR "${name} links ${link}: Qt is for ${ORRERY_FOLDERS_WITH_QT} only.")
            endif()
        endforeach()
    endforeach()
endfunction()

cmake_language(DEFER DIRECTORY ${PROJECT_SOURCE_DIR} CALL orrery_verify_layers)
