internal import CJPEG
internal import CPNG

/// The versions of the libraries that read and write pictures.
package enum PictureLibraries {
  package static var jpeg: String { String(cString: cjpeg_library_version()) }
  package static var png: String { String(cString: cpng_library_version()) }
  package static var zlib: String { String(cString: cpng_zlib_version()) }
}
