"""Hashes of the bytes that torchvision makes of pictures: python3 make_augmentations.py > augmentations.json"""
import hashlib
import json
import pathlib

from PIL import Image
from torchvision.transforms import InterpolationMode
from torchvision.transforms.autoaugment import _apply_op

IMAGES = pathlib.Path(__file__).parent.parent / "images"
MAGNITUDES = {
    "ShearX": [0.3, -0.99], "ShearY": [0.45, -0.7], "TranslateX": [7.4, -20.0], "TranslateY": [3.0, -31.9], "Rotate": [13.5, -67.5, 90.0, 135.0],
    "Brightness": [0.5, -0.99], "Color": [0.9, -0.6], "Contrast": [0.7, -0.8], "Sharpness": [0.99, -0.5], "Posterize": [2, 5, 8],
    "Solarize": [255.0, 127.5, 0.0], "AutoContrast": [0.0], "Equalize": [0.0], "Identity": [0.0],
}

cases = []
for name in ("resize32x32.png", "resize31x44-flipped.png"):
    picture = Image.open(IMAGES / name).convert("RGB")
    for operation, magnitudes in MAGNITUDES.items():
        for magnitude in magnitudes:
            result = _apply_op(picture, operation, magnitude, InterpolationMode.NEAREST, None)
            cases.append({"picture": name, "operation": operation, "magnitude": magnitude, "sha256": hashlib.sha256(result.tobytes()).hexdigest()})
print(json.dumps(cases, indent=1))
