package io.jenkins.plugins.multiplatform.imagetools.template;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Optional;

/** A point in time as Go reads it from RFC 3339 and writes it. */
public record GoTime(OffsetDateTime time) {
    private static final DateTimeFormatter FRACTION = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter();

    /** Empty for what is none. */
    public static Optional<GoTime> parse(String text) {
        try {
            return Optional.of(new GoTime(OffsetDateTime.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private boolean isUtc() {
        return time.getOffset().equals(ZoneOffset.UTC);
    }

    private String dateAnd(String separator) {
        return time.toLocalDate() + separator + time.format(FRACTION);
    }

    String json() {
        return dateAnd("T") + time.getOffset();
    }

    /** As {@code {{.Image.Created}}} shows it. */
    @Override
    public String toString() {
        String offset = isUtc() ? "+0000" : time.getOffset().toString().replace(":", "");
        return dateAnd(" ") + " " + offset + " " + (isUtc() ? "UTC" : offset);
    }
}
