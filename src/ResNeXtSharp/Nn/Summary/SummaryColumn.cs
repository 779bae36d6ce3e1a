namespace ResNeXtSharp.Nn;

/// <summary>A column of a <see cref="Summary"/>: torchinfo's col_names.</summary>
public enum SummaryColumn
{
    /// <summary>Shape of what goes in.</summary>
    InputSize,

    /// <summary>Shape of what comes out.</summary>
    OutputSize,

    /// <summary>Number of parameters, in brackets where all are frozen.</summary>
    Parameters,

    /// <summary>Share of the model's parameters.</summary>
    ParametersPercent,

    /// <summary>Rows and columns of a convolution's kernel or a pooling's window.</summary>
    KernelSize,

    /// <summary>Groups of a convolution: the cardinality.</summary>
    Groups,

    /// <summary>Multiply-adds of a forward pass.</summary>
    MultAdds,

    /// <summary>Whether all, some or none of the parameters are trained.</summary>
    Trainable,
}
