// Checks PDF files against PDF/UA and PDF/A with the veraPDF engine.
// The jar that carries the engine lacks JAXB, so the profiles are read here, with DOM.
//
//     java -cp ENGINE.jar Check.java ua1,2a FILE.pdf ...
//
// Prints a line for each broken rule: file, flavour, clause, test number, times, description,
// parted by tabs. After each file and flavour a line: file, flavour, "checked", number of checks.

import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Reference;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public class Check {
    public static void main(String[] args) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String id : args[0].split(",")) {
            PDFAFlavour flavour = PDFAFlavour.fromString(id);
            Map<String, String> descriptions = new HashMap<>();
            ValidationProfile profile = read(flavour, descriptions);
            for (int i = 1; i < args.length; i++) {
                check(args[i], flavour, profile, descriptions);
            }
        }
    }

    static void check(String path, PDFAFlavour flavour, ValidationProfile profile,
            Map<String, String> descriptions) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(profile, true)) {
            ValidationResult result = validator.validate(parser);
            for (Map.Entry<RuleId, Integer> failed : result.getFailedChecks().entrySet()) {
                RuleId rule = failed.getKey();
                print(path, flavour.getId(), rule.getClause(), "" + rule.getTestNumber(),
                        "" + failed.getValue(), descriptions.get(key(rule)));
            }
            if (result.isCompliant() != result.getFailedChecks().isEmpty()) {
                throw new IllegalStateException("verdict and failed rules disagree: " + path);
            }
            print(path, flavour.getId(), "checked", "" + result.getTotalAssertions());
        }
    }

    static void print(String... cells) {
        System.out.println(String.join("\t", cells).replace('\n', ' '));
    }

    static String key(RuleId id) {
        return id.getClause() + "/" + id.getTestNumber();
    }

    static ValidationProfile read(PDFAFlavour flavour, Map<String, String> descriptions)
            throws Exception {
        String name = flavour.getId().startsWith("ua")
                ? "PDFUA-" + flavour.getId().substring(2)
                : "PDFA-" + flavour.getId().toUpperCase();
        Element root;
        try (InputStream in = Check.class.getClassLoader()
                .getResourceAsStream("org/verapdf/pdfa/validation/" + name + ".xml")) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in)
                    .getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : children(child(root, "rules"), "rule")) {
            Element id = child(rule, "id");
            RuleId ruleId = Profiles.ruleIdFromValues(
                    PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                    id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
            String description = text(rule, "description");
            descriptions.put(key(ruleId), description.strip());
            String deferred = rule.getAttribute("deferred");
            rules.add(Profiles.ruleFromValues(ruleId, rule.getAttribute("object"),
                    deferred.isEmpty() ? null : Boolean.valueOf(deferred),
                    rule.getAttribute("tags"), description, text(rule, "test"),
                    Profiles.errorFromValues(text(child(rule, "error"), "message"),
                            new ArrayList<ErrorArgument>()),
                    new ArrayList<Reference>()));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element variable : children(child(root, "variables"), "variable")) {
            variables.add(Profiles.variableFromValues(variable.getAttribute("name"),
                    variable.getAttribute("object"), text(variable, "defaultValue"),
                    text(variable, "value")));
        }
        if (rules.isEmpty()) {
            throw new IllegalStateException("no rules in " + name);
        }
        return Profiles.profileFromValues(flavour,
                Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0)), "", rules,
                variables);
    }

    static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        if (parent == null) {
            return found;
        }
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    static Element child(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? null : found.get(0);
    }

    static String text(Element parent, String name) {
        return child(parent, name).getTextContent();
    }
}
