# ccache and mold where they are installed; builds work without them. The presets turn this on (ORRERY_FAST_TOOLS).

find_program(ORRERY_CCACHE ccache)
if(ORRERY_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${ORRERY_CCACHE})
endif()

find_program(ORRERY_MOLD mold)
if(ORRERY_MOLD)
    add_link_options(-fuse-ld=mold)
endif()
