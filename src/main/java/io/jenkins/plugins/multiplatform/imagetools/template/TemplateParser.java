package io.jenkins.plugins.multiplatform.imagetools.template;

import io.jenkins.plugins.multiplatform.imagetools.template.TemplateLexer.Kind;
import io.jenkins.plugins.multiplatform.imagetools.template.TemplateLexer.Token;
import io.jenkins.plugins.multiplatform.platform.GoQuote;
import java.util.ArrayList;
import java.util.List;

/** Reads the words of one pair of braces. */
final class TemplateParser {
    private static final int DEEPEST = 50;

    private final List<Token> tokens;
    private int at;
    private int depth;

    private TemplateParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Expression parse(String action) throws TemplateException {
        TemplateParser parser = new TemplateParser(new TemplateLexer(action).read());
        Expression expression = parser.pipeline();
        if (parser.at < parser.tokens.size()) {
            throw new TemplateException(
                    "unexpected " + GoQuote.quote(parser.tokens.get(parser.at).text()) + " in action");
        }
        return expression;
    }

    private boolean isAt(Kind kind) {
        return at < tokens.size() && tokens.get(at).kind() == kind;
    }

    private Expression pipeline() throws TemplateException {
        if (++depth > DEEPEST) {
            throw new TemplateException("more than " + DEEPEST + " parentheses in each other");
        }
        Expression value = command(List.of());
        while (isAt(Kind.PIPE)) {
            at++;
            if (!isAt(Kind.WORD)) {
                throw new TemplateException("non executable command in pipeline");
            }
            value = command(List.of(value));
        }
        depth--;
        return value;
    }

    /** @param piped the last argument, if any */
    private Expression command(List<Expression> piped) throws TemplateException {
        if (!isAt(Kind.WORD)) {
            Expression operand = operand();
            if (at < tokens.size() && !isAt(Kind.PIPE) && !isAt(Kind.CLOSE)) {
                throw new TemplateException("can't give argument to non-function");
            }
            return operand;
        }
        String name = tokens.get(at++).text();
        List<Expression> arguments = new ArrayList<>();
        while (at < tokens.size() && !isAt(Kind.PIPE) && !isAt(Kind.CLOSE)) {
            arguments.add(operand());
        }
        arguments.addAll(piped);
        return switch (name) {
            case "json" -> new Expression.Json(only(name, arguments));
            case "index" -> {
                if (arguments.isEmpty()) {
                    throw new TemplateException("wrong number of args for index: want at least 1 got 0");
                }
                yield new Expression.Index(arguments.get(0), arguments.subList(1, arguments.size()));
            }
            default -> throw Template.unsupported(GoQuote.quote(name));
        };
    }

    private static Expression only(String name, List<Expression> arguments) throws TemplateException {
        if (arguments.size() != 1) {
            throw new TemplateException("wrong number of args for " + name + ": want 1 got " + arguments.size());
        }
        return arguments.get(0);
    }

    private Expression operand() throws TemplateException {
        if (at == tokens.size()) {
            throw new TemplateException("missing value for command");
        }
        Token token = tokens.get(at++);
        return switch (token.kind()) {
            case TEXT -> new Expression.Literal(token.text());
            case NUMBER -> new Expression.Literal(Long.parseLong(token.text()));
            case FIELD ->
                members(
                        token.text().isEmpty()
                                ? new Expression.Dot()
                                : new Expression.Member(new Expression.Dot(), token.text()));
            case OPEN -> {
                Expression inner = pipeline();
                if (!isAt(Kind.CLOSE)) {
                    throw new TemplateException("unclosed left paren");
                }
                at++;
                yield members(inner);
            }
            default -> throw Template.unsupported(GoQuote.quote(token.text()) + " as an argument");
        };
    }

    private Expression members(Expression first) throws TemplateException {
        Expression expression = first;
        for (int count = 1; isAt(Kind.FIELD) && !tokens.get(at).spaced(); count++) {
            if (count > DEEPEST) {
                throw new TemplateException("more than " + DEEPEST + " fields of each other");
            }
            String name = tokens.get(at++).text();
            if (name.isEmpty()) {
                throw new TemplateException("unexpected <.> in operand");
            }
            expression = new Expression.Member(expression, name);
        }
        return expression;
    }
}
