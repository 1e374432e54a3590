module testbed/buildctl

go 1.24
