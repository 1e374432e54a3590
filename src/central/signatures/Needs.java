import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The foreign types and members without which our classes would not compile: closed under what these mention. */
final class Needs {
    private static final List<String> FOREIGN = List.of(
            "hudson.",
            "jenkins.",
            "org.kohsuke.",
            "org.jenkins.",
            "org.jenkinsci.",
            "org.jvnet.",
            "com.cloudbees.",
            "net.sf.json.",
            "org.springframework.security.");

    /** Made from Messages.properties by the plugin's build, which the other build does without. */
    private static final String GENERATED = ".Messages";

    final Set<Class<?>> types = new TreeSet<>(Comparator.comparing(Class::getName));
    final Set<Member> members = new HashSet<>();
    private final Set<String> texts = new HashSet<>();

    static boolean isForeign(Class<?> type) {
        return FOREIGN.stream().anyMatch(type.getName()::startsWith) || isGenerated(type);
    }

    private static boolean isGenerated(Class<?> type) {
        return type.getName().endsWith(GENERATED);
    }

    Needs(Collection<Class<?>> ours, Collection<ClassFile> files) {
        for (ClassFile file : files) {
            texts.addAll(file.texts);
            file.types.forEach(name -> find(name).ifPresent(this::type));
            file.members.forEach(this::reference);
            file.lambdas.forEach(this::lambda);
        }
        ours.forEach(this::overrides);
        int before;
        do {
            before = types.size() + members.size();
            new ArrayList<>(types).forEach(this::implementations);
            new ArrayList<>(types).forEach(this::javaImplementations);
            new ArrayList<>(types).forEach(this::annotationElements);
            new ArrayList<>(types).forEach(this::supertypes);
        } while (types.size() + members.size() > before);
    }

    /** Supertypes that are declared: the classes, and those interfaces that matter to somebody. */
    List<Class<?>> interfaces(Class<?> type) {
        return Arrays.stream(type.getInterfaces())
                .filter(candidate -> isForeign(candidate) ? matters(candidate) : isAtHand(candidate))
                .toList();
    }

    private boolean matters(Class<?> candidate) {
        return types.contains(candidate) || Arrays.stream(candidate.getInterfaces()).anyMatch(this::matters);
    }

    /** An interface that the other build has as well: Java's, and those of a library that it uses itself. */
    private static boolean isAtHand(Class<?> candidate) {
        return candidate.getName().startsWith("java.") || candidate.getName().startsWith("com.google.common.");
    }

    private void type(Class<?> type) {
        if (type.isArray()) {
            type(type.getComponentType());
        } else if (isForeign(type) && types.add(type)) {
            if (type.getEnclosingClass() != null) {
                type(type.getEnclosingClass());
            }
            for (TypeVariable<?> variable : type.getTypeParameters()) {
                mentioned(variable.getBounds());
            }
        }
    }

    private void reference(ClassFile.Member reference) {
        if (reference.owner().startsWith("[")) {
            return;
        }
        find(reference.owner().replace('/', '.')).flatMap(owner -> declaration(owner, reference)).ifPresent(this::member);
    }

    /** The declaration that the compiler found, seen from the class by which it is reached. */
    private static Optional<Member> declaration(Class<?> owner, ClassFile.Member reference) {
        Member found = reference.field() ? field(owner, reference.name()) : null;
        if (!reference.field()) {
            MethodType type = MethodType.fromMethodDescriptorString(reference.descriptor(), Needs.class.getClassLoader());
            found = reference.name().equals("<init>")
                    ? constructor(owner, type.parameterArray())
                    : method(owner, reference.name(), type.parameterArray());
        }
        if (found == null && isForeign(owner)) {
            throw new IllegalStateException("no " + reference + " on the class path");
        }
        return Optional.ofNullable(found);
    }

    private static Field field(Class<?> owner, String name) {
        for (Class<?> type : hierarchy(owner)) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return field;
                }
            }
        }
        return null;
    }

    private static Constructor<?> constructor(Class<?> owner, Class<?>[] parameters) {
        try {
            return owner.getDeclaredConstructor(parameters);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static Method method(Class<?> owner, String name, Class<?>[] parameters) {
        for (Class<?> type : hierarchy(owner)) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(name)
                        && !method.isBridge()
                        && Arrays.equals(method.getParameterTypes(), parameters)) {
                    return method;
                }
            }
        }
        return null;
    }

    /** A class, its superclasses, then all their interfaces. */
    private static Set<Class<?>> hierarchy(Class<?> type) {
        Set<Class<?>> result = new LinkedHashSet<>();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            result.add(c);
        }
        for (Class<?> c : new ArrayList<>(result)) {
            addInterfaces(c, result);
        }
        return result;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> result) {
        for (Class<?> parent : type.getInterfaces()) {
            result.add(parent);
            addInterfaces(parent, result);
        }
    }

    private void lambda(ClassFile.Member lambda) {
        Class<?> type = MethodType.fromMethodDescriptorString(lambda.descriptor(), Needs.class.getClassLoader())
                .returnType();
        if (isForeign(type)) {
            Arrays.stream(type.getMethods())
                    .filter(method -> method.getName().equals(lambda.name()))
                    .filter(method -> Modifier.isAbstract(method.getModifiers()))
                    .forEach(this::member);
        }
    }

    /** What our class overrides must be there to be overridden. */
    private void overrides(Class<?> our) {
        for (Class<?> parent : hierarchy(our)) {
            if (!isForeign(parent)) {
                continue;
            }
            for (Method method : parent.getDeclaredMethods()) {
                boolean overridden = Arrays.stream(our.getDeclaredMethods())
                        .anyMatch(own -> own.getName().equals(method.getName())
                                && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
                if (overridden && !Modifier.isPrivate(method.getModifiers()) && !method.isBridge()) {
                    member(method);
                }
            }
        }
    }

    /** A class that can be instantiated, or whose subclasses can, implements what is declared above it. */
    private void implementations(Class<?> type) {
        if (type.isInterface()) {
            return;
        }
        for (Member member : new ArrayList<>(members)) {
            if (member instanceof Method method
                    && Modifier.isAbstract(method.getModifiers())
                    && method.getDeclaringClass().isAssignableFrom(type)) {
                Method found = method(type, method.getName(), method.getParameterTypes());
                if (found != null
                        && isForeign(found.getDeclaringClass())
                        && !Modifier.isAbstract(found.getModifiers())) {
                    member(found);
                }
            }
        }
    }

    /** The same for what Java's own types leave open above it. */
    private void javaImplementations(Class<?> type) {
        if (type.isInterface()) {
            return;
        }
        Set<Class<?>> declared = new LinkedHashSet<>();
        declaredAbove(type, declared);
        for (Class<?> parent : declared) {
            for (Method open : isForeign(parent) ? new Method[0] : parent.getMethods()) {
                if (Modifier.isAbstract(open.getModifiers())) {
                    implementations(type, open).forEach(this::member);
                }
            }
        }
    }

    private void declaredAbove(Class<?> type, Set<Class<?>> result) {
        if (type != null && type != Object.class && result.add(type)) {
            declaredAbove(type.getSuperclass(), result);
            (isForeign(type) ? interfaces(type) : List.of(type.getInterfaces()))
                    .forEach(parent -> declaredAbove(parent, result));
        }
    }

    /** By name and number of parameters: their types may be those that stand for Java's type variables. */
    private static List<Method> implementations(Class<?> type, Method open) {
        List<Method> found = new ArrayList<>();
        for (Class<?> owner : hierarchy(type)) {
            for (Method method : isForeign(owner) ? owner.getDeclaredMethods() : new Method[0]) {
                if (method.getName().equals(open.getName())
                        && method.getParameterCount() == open.getParameterCount()
                        && !method.isBridge()
                        && !Modifier.isAbstract(method.getModifiers())) {
                    found.add(method);
                }
            }
        }
        return found;
    }

    /** Those that we give; the others keep their defaults. */
    private void annotationElements(Class<?> type) {
        if (type.isAnnotation()) {
            for (Method element : type.getDeclaredMethods()) {
                if (element.getDefaultValue() == null || texts.contains(element.getName())) {
                    member(element);
                }
            }
        }
    }

    private void supertypes(Class<?> type) {
        if (type.getSuperclass() != null) {
            type(type.getSuperclass());
            mentioned(type.getGenericSuperclass());
        }
        for (Class<?> parent : interfaces(type)) {
            type(parent);
        }
        Class<?>[] all = type.getInterfaces();
        for (int i = 0; i < all.length; i++) {
            if (types.contains(all[i])) {
                mentioned(type.getGenericInterfaces()[i]);
            }
        }
    }

    private void member(Member member) {
        if (!isForeign(member.getDeclaringClass()) || !members.add(member)) {
            return;
        }
        type(member.getDeclaringClass());
        if (member instanceof Field field) {
            mentioned(field.getGenericType());
            return;
        }
        Executable executable = (Executable) member;
        mentioned(executable.getGenericParameterTypes());
        mentioned(executable.getGenericExceptionTypes());
        for (TypeVariable<?> variable : executable.getTypeParameters()) {
            mentioned(variable.getBounds());
        }
        if (executable instanceof Method method) {
            mentioned(method.getGenericReturnType());
        }
    }

    private void mentioned(Type... mentioned) {
        for (Type type : mentioned) {
            if (type instanceof Class<?> c) {
                type(c);
            } else if (type instanceof ParameterizedType parameterized) {
                mentioned(parameterized.getRawType());
                mentioned(parameterized.getActualTypeArguments());
            } else if (type instanceof GenericArrayType array) {
                mentioned(array.getGenericComponentType());
            } else if (type instanceof WildcardType wildcard) {
                mentioned(wildcard.getUpperBounds());
                mentioned(wildcard.getLowerBounds());
            }
        }
    }

    static Optional<Class<?>> find(String name) {
        try {
            return Optional.of(Class.forName(name, false, Needs.class.getClassLoader()));
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            if (FOREIGN.stream().anyMatch(name::startsWith)) {
                throw new IllegalStateException(name + " is not on the class path", e);
            }
            return Optional.empty();
        }
    }
}
