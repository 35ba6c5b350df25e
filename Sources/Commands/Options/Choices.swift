internal import ArgumentParser
internal import Envelopes
internal import Identities
internal import Imaging

// The words of the domain that are values on the command line, by their raw values.

extension MessageHead.Priority: ExpressibleByArgument {}
extension MessageWant: ExpressibleByArgument {}
extension Revocation.Reason: ExpressibleByArgument {}
extension Attestation.Method: ExpressibleByArgument {}
extension RedactionMode: ExpressibleByArgument {}
extension PictureFormat: ExpressibleByArgument {}
