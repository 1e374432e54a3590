module buildme

go 1.21
