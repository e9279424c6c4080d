"""The frame of the REST API: each domain brings its routes, this mounts them."""
