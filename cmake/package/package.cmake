# Manual pages, completion, and a Debian package: cpack -G DEB --config build/release/CPackConfig.cmake

find_program(HELP2MAN help2man)
if(HELP2MAN)
  set(man ${PROJECT_BINARY_DIR}/man1)
  add_custom_command(OUTPUT ${man}/wattfleet.1.gz
    COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/man.sh $<TARGET_FILE:wattfleet> ${man}
    DEPENDS wattfleet ${CMAKE_CURRENT_LIST_DIR}/man.sh VERBATIM
    COMMENT "manual pages by help2man")
  add_custom_target(man ALL DEPENDS ${man}/wattfleet.1.gz)
  install(DIRECTORY ${man} DESTINATION ${CMAKE_INSTALL_MANDIR})
else()
  message(STATUS "no help2man: no manual pages are made (wattfleet help has the same text)")
endif()
install(FILES ${CMAKE_CURRENT_LIST_DIR}/completion.bash RENAME wattfleet
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "wattfleet maintainers <maintainers@users.noreply.github.com>"
    CACHE STRING "maintainer of packages that are made here: NAME <ADDRESS>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "time, energy and carbon of training a machine-learning model")
set(CPACK_PACKAGE_DESCRIPTION
"wattfleet simulates the training of a model in a datacentre, by federated
learning on a fleet of devices, or without a server, and says how much time,
energy and carbon each takes, how sure that is, and which to choose.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "gnuplot-nox, bash-completion")
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
# what Debian wants beside the program's own files
set(debian ${PROJECT_BINARY_DIR}/debian)
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(CONFIGURE OUTPUT ${debian}/changelog.Debian CONTENT
"wattfleet (@PROJECT_VERSION@-1) unstable; urgency=medium

  * Built from the sources of this release; CHANGELOG.md says what is new.

 -- @CPACK_PACKAGE_CONTACT@  @date@
" @ONLY)
file(REMOVE ${debian}/changelog.Debian.gz)
execute_process(COMMAND gzip -9nk changelog.Debian WORKING_DIRECTORY ${debian} COMMAND_ERROR_IS_FATAL ANY)
file(MAKE_DIRECTORY ${debian}/doc)
file(RENAME ${debian}/changelog.Debian.gz ${debian}/doc/changelog.Debian.gz)
set(CPACK_INSTALLED_DIRECTORIES ${debian}/doc /usr/share/doc/wattfleet)
include(CPack)
