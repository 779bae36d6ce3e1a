using ResNeXtSharp.Cli.Explanations;
using ResNeXtSharp.Cli.Writing;
using ResNeXtSharp.Models;

namespace ResNeXtSharp.Cli.Quiz;

/// <summary>The chapters of the quiz. Numbers in them are computed, so that they cannot be wrong.</summary>
static class Chapters
{
    /// <summary>Names of the chapters that need no run.</summary>
    public static IReadOnlyList<string> Names { get; } = ["introduction", "theory", "implementation"];

    /// <summary>What stands above a chapter, or above the questions about a run.</summary>
    public static string Title(string chapter, Words words) => chapter switch
    {
        "introduction" => words["Introduction", "導入"],
        "theory" => words["Theory", "理論"],
        "implementation" => words["Implementation", "実装"],
        _ => words["Your run", "あなたの実行"],
    };

    /// <summary>The questions of a chapter.</summary>
    public static IReadOnlyList<Question> Of(string chapter, Words words) => chapter switch
    {
        "introduction" => Introduction(words),
        "theory" => Theory(words),
        _ => Implementation(words),
    };

    static Question[] Introduction(Words words) =>
    [
        new(
            words["What does a residual block learn?", "残差ブロックは何を学習しますか。"],
            [
                words["Its whole output, from scratch", "出力のすべてを一から"],
                words["What to add to its input", "入力に何を足すか"],
                words["The weights of the next block", "次のブロックの重み"],
            ],
            1,
            words[
                "The block computes relu(x + F(x)). If nothing should change, F becomes zero, which is easy to learn; that is why such networks can be deep.",
                "ブロックは relu(x + F(x)) を計算します。何も変えなくてよければ F はゼロになればよく、それは簡単に学習できます。だから深くできます。"]),
        new(
            words["Why does a bottleneck have a 1x1 convolution on either side of the 3x3?", "ボトルネックでは、なぜ3x3畳み込みの両側に1x1畳み込みがあるのですか。"],
            [
                words["So that the expensive 3x3 works on few channels", "高価な3x3を少ないチャネルで済ませるため"],
                words["So that the picture becomes smaller", "画像を小さくするため"],
                words["So that there are more activation functions", "活性化関数を増やすため"],
            ],
            0,
            words[
                "The first brings many channels down, the last brings them up again. See: resnext explain bottleneck.",
                "最初の1x1がチャネルを減らし、最後の1x1が元に戻します。resnext explain bottleneck で確かめられます。"]),
        new(
            words["What does ResNeXt change in ResNet's block?", "ResNeXtはResNetのブロックの何を変えましたか。"],
            [
                words["It leaves the shortcut out", "ショートカットをなくした"],
                words["It has more layers in each block", "ブロックの層を増やした"],
                words["Many small transformations of one shape are added, instead of one large one", "大きな変換一つの代わりに、同じ形の小さな変換を多数足し合わせる"],
            ],
            2,
            words["Those are the aggregated transformations of the paper's title.", "論文の題にある「集約された変換」です。"]),
        new(
            words["What is cardinality?", "カーディナリティとは何ですか。"],
            [
                words["The number of layers", "層の数"],
                words["The number of transformations that a block adds up", "ブロックが足し合わせる変換の数"],
                words["The number of classes", "クラスの数"],
            ],
            1,
            words["A third way to make a network larger, beside depth and width.", "深さと幅に続く、ネットワークを大きくする第三の方法です。"]),
    ];

    static Question[] Theory(Words words)
    {
        const int Channels = 128, Groups = 32, Kernel = 3;
        var (grouped, ordinary) = (new ConvolutionCost(Channels, Channels, Kernel, Groups).Parameters, new ConvolutionCost(Channels, Channels, Kernel).Parameters);
        var (one, two) = (BlockTemplate.OfConstantComplexity(1), BlockTemplate.OfConstantComplexity(2));
        return
        [
            new(
                words[
                    $"An ordinary {Kernel}x{Kernel} convolution of {Channels} channels has {Words.Count(ordinary)} weights. How many has one of {Groups} groups?",
                    $"{Channels}チャネルの通常の{Kernel}x{Kernel}畳み込みの重みは{Words.Count(ordinary)}個です。{Groups}グループなら何個ですか。"],
                [Words.Count(ordinary), Words.Count(ordinary / 2), Words.Count(grouped)],
                2,
                words[
                    $"1/{Groups} of them: {Kernel} x {Kernel} x {Channels}/{Groups} x {Channels} = {Words.Count(grouped)}. Each output channel sees {Channels / Groups} input channels.",
                    $"{Groups}分の1、{Kernel} x {Kernel} x {Channels}/{Groups} x {Channels} = {Words.Count(grouped)} 個です。出力チャネルはそれぞれ{Channels / Groups}個の入力チャネルだけを見ます。"]),
            new(
                words["Where do channels of different groups meet?", "異なるグループのチャネルはどこで出会いますか。"],
                [
                    words["In the 1x1 convolutions around the grouped one", "グループ化畳み込みの前後の1x1畳み込み"],
                    words["Nowhere", "どこでも出会わない"],
                    words["In the grouped convolution", "グループ化畳み込みの中"],
                ],
                0,
                words["Those see all channels; the grouped 3x3 sees its own group alone. See: resnext explain groups.", "1x1畳み込みはすべてのチャネルを見ます。グループ化された3x3は自分のグループだけを見ます。resnext explain groups で確かめられます。"]),
            new(
                words[
                    $"ResNet's block has one branch of {one.Width} channels. How wide may two branches be at the same cost?",
                    $"ResNetのブロックは{one.Width}チャネルの枝が1本です。同じコストで枝を2本にするとき、それぞれの幅はいくつにできますか。"],
                [$"{one.Width / 2}", $"{two.Width}", $"{one.Width}"],
                1,
                words[
                    $"More than half: a branch's 3x3 costs its width squared, so two narrow ones are cheaper than one wide one. 2 x {two.Width} = {two.GroupedWidth} channels. See: resnext explain cardinality.",
                    $"半分より広くできます。枝の3x3のコストは幅の2乗なので、狭い枝2本は広い枝1本より安上がりです。2 x {two.Width} = {two.GroupedWidth} チャネルになります。resnext explain cardinality で確かめられます。"]),
            new(
                words["How do the outputs of the three forms of figure 3 differ, with the same weights?", "図3の三つの形は、重みが同じなら出力がどう違いますか。"],
                [
                    words["Only by rounding", "丸めの差だけ"],
                    words["Form (c) is an approximation", "(c)は近似である"],
                    words["Form (a) is more accurate on test pictures", "(a)のほうがテスト画像での正解率が高い"],
                ],
                0,
                words["They add the same products in another order. See: resnext explain block.", "同じ積を異なる順序で足すだけです。resnext explain block で確かめられます。"]),
        ];
    }

    static Question[] Implementation(Words words) =>
    [
        new(
            words["A model for 1,000 classes shall tell ten apart. What is replaced?", "1,000クラス用のモデルで10クラスを分類したいとき、何を置き換えますか。"],
            [
                words["The stem", "ステム"],
                words["The classifier: model.Fc = new Linear(model.Fc.InFeatures, 10)", "分類器: model.Fc = new Linear(model.Fc.InFeatures, 10)"],
                words["Every block", "すべてのブロック"],
            ],
            1,
            words["Everything in front of it makes features, whatever the classes are.", "その手前はすべて、クラスが何であっても特徴をつくる部分です。"]),
        new(
            words["Why is model.Eval() called before pictures are classified?", "画像を分類する前に model.Eval() を呼ぶのはなぜですか。"],
            [
                words["Batch normalisation then uses the statistics it has gathered, not those of the batch at hand", "バッチ正規化が、手元のバッチではなく蓄積した統計を使うようになるから"],
                words["It loads the weights", "重みを読み込むから"],
                words["It turns the network around", "ネットワークを逆向きにするから"],
            ],
            0,
            words["Otherwise a picture's answer would depend on the pictures beside it.", "そうしないと、ある画像の答えが一緒に入れたほかの画像に左右されてしまいます。"]),
        new(
            words["What would happen without optimizer.ZeroGrad()?", "optimizer.ZeroGrad() を呼ばないとどうなりますか。"],
            [
                words["The weights would become zero", "重みがゼロになる"],
                words["Nothing", "何も起こらない"],
                words["Each step would go along the sum of all gradients so far", "どのステップも、それまでの勾配の合計に沿って進む"],
            ],
            2,
            words["Backward() adds to the gradients that are there. That is useful when several batches shall make one step (--accumulate).", "Backward() は、すでにある勾配に加算します。複数のバッチで1ステップにしたいとき(--accumulate)には役立ちます。"]),
        new(
            words["Training loss falls, validation loss rises. What is it?", "学習の損失が下がり、検証の損失が上がっています。これは何ですか。"],
            [
                words["Underfitting", "学習不足"],
                words["Overfitting: the network learns its training pictures by heart", "過学習。学習画像を丸暗記している"],
                words["A learning rate that is too small", "学習率が小さすぎる"],
            ],
            1,
            words["More pictures, augmentation (--flip, --crop-padding), weight decay or fewer epochs help.", "画像を増やす、データ拡張(--flip、--crop-padding)、重み減衰、エポックを減らす、などが効きます。"]),
    ];
}
