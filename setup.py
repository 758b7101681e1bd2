"Package metadata, all of it read from `settings.ini`."
from configparser import ConfigParser
from pathlib import Path
import shlex

from setuptools import find_packages, setup

root = Path(__file__).parent
cp = ConfigParser(delimiters=["="])
cp.read(root/"settings.ini", encoding="utf-8")
cfg = cp["DEFAULT"]
lib = cfg["lib_path"]

setup(
    name=cfg["lib_name"], version=cfg["version"], description=cfg["description"], keywords=cfg["keywords"],
    author=cfg["author"], author_email=cfg["author_email"], url=cfg["git_url"],
    license={"apache2": "Apache-2.0"}[cfg["license"]],
    long_description=(root/"README.md").read_text(encoding="utf-8"), long_description_content_type="text/markdown",
    packages=find_packages(include=[lib, f"{lib}.*"]), python_requires=f">={cfg['min_python']}",
    package_data={lib: shlex.split(cfg["package_data"])}, include_package_data=False,
    install_requires=shlex.split(cfg["requirements"]),
    extras_require={"dev": shlex.split(cfg["dev_requirements"])},
    entry_points={"nbdev": [f"{lib}={lib}._modidx:d"], "console_scripts": shlex.split(cfg["console_scripts"])},
    project_urls={"Documentation": cfg["doc_host"] + cfg["doc_baseurl"]},
    classifiers=["Development Status :: 3 - Alpha", f"Intended Audience :: {cfg['audience']}",
                 f"Natural Language :: {cfg['language']}", "Programming Language :: Python :: 3",
                 "Topic :: Scientific/Engineering :: Artificial Intelligence"],
    zip_safe=False,
)
