using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResNeXtSharp.Cli.Tests.Docs;

/// <summary>Compiles a block of C# as a program of its own, against the library and every package that the tests refer to.</summary>
static class Snippet
{
    static readonly CSharpParseOptions Language = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithFeatures([KeyValuePair.Create("FileBasedProgram", "true")]);

    static readonly CSharpCompilationOptions Program = new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable);

    static readonly Lazy<MetadataReference[]> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))]);

    // What a project of the Web SDK has without a line of its own; a console program's are among them.
    static readonly string[] Implicit =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
        "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting",
    ];

    static readonly string[] Library =
    [
        "ResNeXtSharp.Data", "ResNeXtSharp.Differentiation", "ResNeXtSharp.Explanation", "ResNeXtSharp.Inference", "ResNeXtSharp.Kernels.Threading", "ResNeXtSharp.Models", "ResNeXtSharp.Nn", "ResNeXtSharp.Onnx", "ResNeXtSharp.Ops",
        "ResNeXtSharp.Tensors", "ResNeXtSharp.Training", "ResNeXtSharp.Web", "ResNeXtSharp.Weights",
    ];

    /// <summary>The errors of a block, none if it compiles. One with using lines needs to name every namespace itself; one without has all of the library's.</summary>
    /// <param name="code">Statements and types in any order, as a document shows them.</param>
    /// <param name="given">What stood before it, as parameters are declared: "ResNet model, DataLoader train".</param>
    /// <param name="before">The document's blocks before it, whose types it may name.</param>
    public static IReadOnlyList<string> Errors(string code, string given, IEnumerable<string> before)
    {
        var block = (CompilationUnitSyntax)Parse(code).GetRoot();
        var names = Usings(Implicit, isGlobal: true) + (block.Usings.Any() ? "" : Usings(Library, isGlobal: true)) + (given.Length > 0 ? "global using static Given;\n" : "");
        var compilation = CSharpCompilation.Create(
            "Snippet", [Parse(Ordered(block).ToFullString()), Parse(names), Parse(Usings(Library, isGlobal: false) + Declared(given)), .. before.Select(Types)], References.Value,
            block.Members.Any(member => member is GlobalStatementSyntax) ? Program : Program.WithOutputKind(OutputKind.DynamicallyLinkedLibrary));
        return [.. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString())];
    }

    /// <summary>Whether two blocks are the same but for comments and blanks.</summary>
    public static bool AreAlike(string code, string other) => SyntaxFactory.AreEquivalent(Parse(code), Parse(other), topLevel: false);

    static SyntaxTree Parse(string code) => CSharpSyntaxTree.ParseText(code, Language);

    // A program's statements precede its types; a document may show a type first.
    static CompilationUnitSyntax Ordered(CompilationUnitSyntax unit) =>
        unit.WithMembers([.. unit.Members.OrderBy(member => member is GlobalStatementSyntax ? 0 : 1)]);

    static SyntaxTree Types(string code)
    {
        var unit = (CompilationUnitSyntax)Parse(code).GetRoot();
        return Parse(Usings(Library, isGlobal: false) + string.Concat(unit.Members.Where(member => member is not GlobalStatementSyntax).Select(member => member.ToFullString())));
    }

    static string Usings(IEnumerable<string> namespaces, bool isGlobal) => string.Concat(namespaces.Select(name => $"{(isGlobal ? "global " : "")}using {name};\n"));

    // A name that is given is a field, which a local of the block may hide.
    static string Declared(string given) => given.Length == 0 ? "" : $$"""
        static class Given
        {
            static void Parameters({{given}}) { }
        {{string.Concat(SyntaxFactory.ParseParameterList($"({given})").Parameters.Select(parameter => $"    public static {parameter.Type} {parameter.Identifier} = default!;\n"))}}}
        """;
}
