// MessageVault
