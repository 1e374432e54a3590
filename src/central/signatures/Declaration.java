import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Writes a type's declaration with the members that are needed of it, and nothing that it does. */
final class Declaration {
    private static final int KEPT =
            Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.FINAL | Modifier.ABSTRACT;

    private final Needs needs;
    private final StringBuilder out = new StringBuilder();

    private Declaration(Needs needs) {
        this.needs = needs;
    }

    /** A compilation unit. */
    static String of(Class<?> type, Needs needs) {
        Declaration declaration = new Declaration(needs);
        declaration.out.append("package ").append(type.getPackageName()).append(";\n\n");
        declaration.type(type, "");
        return declaration.out.toString();
    }

    private void type(Class<?> type, String indent) {
        deprecated(type.isAnnotationPresent(Deprecated.class), indent);
        if (type.isEnum()) {
            enumeration(type, indent);
            return;
        }
        if (type.isAnnotation()) {
            meta(type, indent);
        }
        out.append(indent).append(head(type)).append(" {\n");
        String inner = indent + "    ";
        members(type).forEach(member -> member(member, inner));
        hiddenConstructor(type, inner);
        for (Class<?> nested : needs.types) {
            if (type.equals(nested.getEnclosingClass())) {
                out.append('\n');
                type(nested, inner);
            }
        }
        out.append(indent).append("}\n");
    }

    /** With all its constants: their order is what they are compiled to where they are switched on. */
    private void enumeration(Class<?> type, String indent) {
        out.append(indent).append(modifiers(type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)));
        out.append("enum ").append(type.getSimpleName()).append(" {\n").append(indent).append("    ");
        out.append(Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .collect(Collectors.joining(", ")));
        out.append("\n").append(indent).append("}\n");
    }

    private void meta(Class<?> type, String indent) {
        Retention retention = type.getAnnotation(Retention.class);
        if (retention != null) {
            out.append(indent)
                    .append("@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.")
                    .append(retention.value())
                    .append(")\n");
        }
        Target target = type.getAnnotation(Target.class);
        if (target != null) {
            out.append(indent)
                    .append("@java.lang.annotation.Target(")
                    .append(Arrays.stream(target.value())
                            .map(value -> "java.lang.annotation.ElementType." + value)
                            .collect(Collectors.joining(", ", "{", "}")))
                    .append(")\n");
        }
    }

    private String head(Class<?> type) {
        int kept = type.getModifiers() & KEPT & ~(type.isInterface() ? Modifier.ABSTRACT | Modifier.STATIC : 0);
        String kind = type.isAnnotation() ? "@interface " : type.isInterface() ? "interface " : "class ";
        StringBuilder head = new StringBuilder(modifiers(kept)).append(kind).append(type.getSimpleName());
        head.append(variables(type.getTypeParameters()));
        if (type.isAnnotation()) {
            return head.toString();
        }
        if (type.getSuperclass() != null && type.getSuperclass() != Object.class) {
            head.append(" extends ").append(text(type.getGenericSuperclass()));
        }
        StringJoiner parents = new StringJoiner(", ", type.isInterface() ? " extends " : " implements ", "");
        parents.setEmptyValue("");
        List<Class<?>> declared = needs.interfaces(type);
        for (int i = 0; i < type.getInterfaces().length; i++) {
            if (declared.contains(type.getInterfaces()[i])) {
                parents.add(text(type.getGenericInterfaces()[i]));
            }
        }
        return head.append(parents).toString();
    }

    private List<Member> members(Class<?> type) {
        return needs.members.stream()
                .filter(member -> member.getDeclaringClass().equals(type))
                .sorted((a, b) -> key(a).compareTo(key(b)))
                .toList();
    }

    private static String key(Member member) {
        String kind = member instanceof Field ? "0" : member instanceof Constructor ? "1" : "2";
        String parameters = member instanceof Executable executable ? Arrays.toString(executable.getParameterTypes()) : "";
        return kind + member.getName() + parameters;
    }

    private void member(Member member, String indent) {
        deprecated(((AnnotatedElement) member).isAnnotationPresent(Deprecated.class), indent);
        out.append(indent);
        if (member instanceof Field field) {
            out.append(modifiers(field.getModifiers() & KEPT)).append(text(field.getGenericType())).append(' ');
            out.append(field.getName()).append(Modifier.isFinal(field.getModifiers()) ? " = " + nothing(field) : "");
            out.append(";\n");
        } else if (member instanceof Constructor<?> constructor) {
            out.append(modifiers(constructor.getModifiers() & KEPT))
                    .append(constructor.getDeclaringClass().getSimpleName())
                    .append(parameters(constructor))
                    .append(superCall(constructor.getDeclaringClass()))
                    .append('\n');
        } else {
            method((Method) member);
        }
    }

    private void method(Method method) {
        Class<?> owner = method.getDeclaringClass();
        boolean inInterface = owner.isInterface();
        int kept = method.getModifiers() & KEPT & ~(inInterface ? Modifier.ABSTRACT | Modifier.PUBLIC : 0);
        out.append(method.isDefault() ? "default " : "").append(modifiers(kept));
        out.append(inInterface || Modifier.isAbstract(method.getModifiers()) ? "" : "native ");
        String variables = variables(method.getTypeParameters());
        out.append(variables).append(variables.isEmpty() ? "" : " ").append(text(method.getGenericReturnType()));
        out.append(' ').append(method.getName()).append(parameters(method));
        if (method.getDefaultValue() != null) {
            out.append(" default ").append(literal(method.getDefaultValue()));
        }
        boolean body = inInterface && !Modifier.isAbstract(method.getModifiers());
        out.append(body ? " { throw null; }\n" : ";\n");
    }

    private static String literal(Object value) {
        if (value.getClass().isArray()) {
            return "{}";
        }
        if (value instanceof Class<?> c) {
            return c.getCanonicalName() + ".class";
        }
        return value instanceof String text ? "\"" + text + "\"" : value.toString();
    }

    /** Keeps the compiler from adding a constructor that the real class may not have. */
    private void hiddenConstructor(Class<?> type, String indent) {
        if (type.isInterface() || needs.members.stream().anyMatch(member -> isConstructor(member, type))) {
            return;
        }
        boolean extended = needs.types.stream().anyMatch(other -> type.equals(other.getSuperclass()));
        out.append(indent)
                .append(extended ? "protected " : "private ")
                .append(type.getSimpleName())
                .append("()")
                .append(superCall(type))
                .append('\n');
    }

    private static boolean isConstructor(Member member, Class<?> type) {
        return member instanceof Constructor && member.getDeclaringClass().equals(type);
    }

    private String superCall(Class<?> type) {
        List<Constructor<?>> above = new ArrayList<>();
        for (Member member : needs.members) {
            if (isConstructor(member, type.getSuperclass())) {
                above.add((Constructor<?>) member);
            }
        }
        if (above.isEmpty() || above.stream().anyMatch(constructor -> constructor.getParameterCount() == 0)) {
            return " {}";
        }
        return Arrays.stream(above.get(0).getParameterTypes())
                .map(parameter -> parameter.isPrimitive() ? zero(parameter) : "(" + text(parameter) + ") null")
                .collect(Collectors.joining(", ", " { super(", "); }"));
    }

    private static String nothing(Field field) {
        return field.getType().isPrimitive() ? zero(field.getType()) : "null";
    }

    private static String zero(Class<?> primitive) {
        return primitive == boolean.class ? "false" : "0";
    }

    private static String parameters(Executable executable) {
        Type[] types = executable.getGenericParameterTypes();
        StringJoiner parameters = new StringJoiner(", ", "(", ")");
        for (int i = 0; i < types.length; i++) {
            String type = text(types[i]);
            boolean last = executable.isVarArgs() && i == types.length - 1;
            parameters.add((last ? type.substring(0, type.length() - 2) + "..." : type) + " p" + i);
        }
        Type[] thrown = executable.getGenericExceptionTypes();
        return parameters
                + (thrown.length == 0
                        ? ""
                        : " throws " + Arrays.stream(thrown).map(Declaration::text).collect(Collectors.joining(", ")));
    }

    private static String variables(TypeVariable<?>[] variables) {
        StringJoiner result = new StringJoiner(", ", "<", ">");
        result.setEmptyValue("");
        for (TypeVariable<?> variable : variables) {
            String bounds = Arrays.stream(variable.getBounds())
                    .filter(bound -> bound != Object.class)
                    .map(Declaration::text)
                    .collect(Collectors.joining(" & "));
            result.add(variable.getName() + (bounds.isEmpty() ? "" : " extends " + bounds));
        }
        return result.toString();
    }

    private static String text(Type type) {
        if (type instanceof Class<?> c) {
            return c.getCanonicalName();
        }
        if (type instanceof ParameterizedType parameterized) {
            return text(parameterized.getRawType())
                    + Arrays.stream(parameterized.getActualTypeArguments())
                            .map(Declaration::text)
                            .collect(Collectors.joining(", ", "<", ">"));
        }
        return type.getTypeName().replace('$', '.');
    }

    private static String modifiers(int kept) {
        return kept == 0 ? "" : Modifier.toString(kept) + " ";
    }

    private void deprecated(boolean deprecated, String indent) {
        if (deprecated) {
            out.append(indent).append("@Deprecated\n");
        }
    }
}
