package io.jenkins.plugins.multiplatform.buildkit.session;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.jenkins.plugins.multiplatform.buildkit.output.OutputFolder;
import io.jenkins.plugins.multiplatform.buildkit.output.ResultPaths;
import io.jenkins.plugins.multiplatform.buildkit.wire.fsutil.Packet;
import io.jenkins.plugins.multiplatform.buildkit.wire.fsutil.Stat;
import io.jenkins.plugins.multiplatform.context.FileStat;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Receives a folder: every entry is described, and the content of every file is asked for.
 *
 * @see <a href="https://github.com/tonistiigi/fsutil/blob/master/receive.go">Go's receiver</a>
 */
final class FolderReceiver extends Receiver {
    private final OutputFolder folder;
    private final ResultPaths paths = new ResultPaths();
    private final Map<Integer, FileStat> incomplete = new HashMap<>();
    private int nextId;
    private boolean described;
    private boolean finished;

    FolderReceiver(OutputFolder folder, ServerCallStreamObserver<byte[]> call) {
        super(folder, call);
        this.folder = folder;
    }

    @Override
    void receive(byte[] message) throws IOException {
        Packet packet = Packet.parseFrom(input(message));
        switch (packet.getType()) {
            case PACKET_STAT -> stat(packet);
            case PACKET_DATA -> data(packet);
            case PACKET_FIN -> receivedAll();
            case PACKET_ERR ->
                throw new IOException("error from sender: " + packet.getData().toStringUtf8());
            default -> throw new IOException("unexpected " + packet.getType() + " from the daemon");
        }
    }

    @Override
    void receivedAll() throws IOException {
        if (!finished) {
            throw new IOException("the daemon ended the transfer before it was complete");
        }
        succeed();
    }

    /** The call stays open: a daemon that is still sending when it ends finds nothing but its end. */
    @Override
    void refuse(String why) {
        send(refusal(why));
    }

    static byte[] refusal(String why) {
        return Packet.newBuilder()
                .setType(Packet.PacketType.PACKET_ERR)
                .setData(ByteString.copyFromUtf8(why))
                .build()
                .toByteArray();
    }

    private void stat(Packet packet) throws IOException {
        if (!packet.hasStat()) {
            described = true;
            finishIfAllThere();
            return;
        }
        int id = nextId++;
        FileStat entry = entry(packet.getStat());
        paths.check(entry);
        folder.make(entry);
        if (entry.isRegular() && !ResultPaths.isHardLink(entry)) {
            incomplete.put(id, entry);
            send(Packet.newBuilder()
                    .setType(Packet.PacketType.PACKET_REQ)
                    .setID(id)
                    .build()
                    .toByteArray());
        }
    }

    private void data(Packet packet) throws IOException {
        FileStat file = incomplete.get(packet.getID());
        if (file == null) {
            throw new IOException("invalid file request " + packet.getID());
        }
        if (packet.getData().isEmpty()) {
            folder.complete(file);
            incomplete.remove(packet.getID());
            finishIfAllThere();
        } else {
            folder.append(file, packet.getData().toByteArray());
        }
    }

    private void finishIfAllThere() throws IOException {
        if (described && incomplete.isEmpty() && !finished) {
            folder.finish();
            finished = true;
            send(Packet.newBuilder()
                    .setType(Packet.PacketType.PACKET_FIN)
                    .build()
                    .toByteArray());
        }
    }

    private static FileStat entry(Stat stat) {
        return new FileStat(
                stat.getPath(),
                stat.getMode(),
                stat.getSize(),
                stat.getModTime(),
                stat.getLinkname(),
                stat.getDevmajor(),
                stat.getDevminor());
    }
}
