# syntax=docker/dockerfile:1
FROM alpine
RUN uname -m > /arch
