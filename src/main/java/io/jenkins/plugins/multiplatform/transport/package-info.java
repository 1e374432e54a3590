/** Byte streams to engines and BuildKits: how one is dialled, and how gRPC is made to run over it. */
package io.jenkins.plugins.multiplatform.transport;
