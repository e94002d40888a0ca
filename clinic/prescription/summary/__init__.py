"""The compact, signed summary that a QR code carries: a chemist checks it with the published key alone."""
