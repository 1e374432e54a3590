package io.jenkins.plugins.multiplatform.options;

import java.util.Locale;
import java.util.TreeMap;

/**
 * One value of {@code --attest}.
 *
 * @param attribute as the frontend reads it
 */
record Attest(String type, boolean disabled, String attribute) {
    static Attest parse(String written) throws InvalidOptionException {
        String type = "";
        boolean disabled = false;
        TreeMap<String, String> attributes = new TreeMap<>();
        for (String field : Csv.fields(written)) {
            int equals = field.indexOf('=');
            if (equals < 0) {
                throw new InvalidOptionException("invalid value " + field);
            }
            String value = field.substring(equals + 1);
            switch (field.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
                case "type" -> type = value;
                case "disabled" ->
                    disabled = Booleans.parse(value)
                            .orElseThrow(() -> new InvalidOptionException("invalid value " + field
                                    + ": strconv.ParseBool: parsing \"" + value + "\": invalid syntax"));
                default -> attributes.put(field.substring(0, equals), value);
            }
        }
        if (type.isEmpty()) {
            throw new InvalidOptionException("attestation type not specified");
        }
        StringBuilder attribute = new StringBuilder(Csv.field("type=" + type));
        attributes.forEach((key, value) -> attribute.append(',').append(Csv.field(key + "=" + value)));
        return new Attest(type, disabled, attribute.toString());
    }
}
