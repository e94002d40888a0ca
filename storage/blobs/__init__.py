"""Where files are kept: a folder or S3's protocol, encrypted before they leave us."""
