// Identities
