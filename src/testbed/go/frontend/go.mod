module testbed/frontend

go 1.24
