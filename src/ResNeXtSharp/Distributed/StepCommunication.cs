namespace ResNeXtSharp.Distributed;

/// <summary>What the exchange with other ranks cost in a step.</summary>
/// <param name="Exposed">Time in which the step stood still and waited for other ranks: communication that the backward pass did not hide.</param>
/// <param name="Worked">Time spent on packing, adding and unpacking gradients, which is work of the processor and lies between the parts of the backward pass.</param>
/// <param name="Bytes">Bytes of the gradients and running statistics that were added.</param>
/// <param name="Buckets">How many pieces those went in.</param>
public readonly record struct StepCommunication(TimeSpan Exposed, TimeSpan Worked, long Bytes, int Buckets);
