<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Chinese, simplified. The terms, the same everywhere:
     prospectivity map 成矿远景图; prospectivity score 远景得分; evidence layer 证据图层; evidence stack 证据图层栈;
     feature (of a model) 特征; feature (of a layer) 要素; deposit 矿点 (where it is counted or probable, 矿床); non-deposit 非矿点;
     sample 样本; augmentation 数据增强; synthetic 合成; observed 实测; cross-validation 交叉验证; fold 折; holdout 留出法;
     spatial block 空间分块; target 靶区; target level 靶区等级; driver 主导图层; Shapley value 沙普利值; SHAP value SHAP 值;
     log-odds 对数几率; background sample 背景样本; member 成员; ensemble 集成; spread 离散程度; calibrated 已校准;
     area of applicability 适用区域; dissimilarity 相异性; coverage 数据覆盖; risk and return 风险与收益; weights of evidence 证据权法;
     success-rate curve 成功率曲线; cell 像元; grid 格网; mask 掩膜; extent 范围; shard 分片; filter 滤波器; report 报告;
     interaction 交互; accumulated local effects 累积局部效应; bin 分箱; held out 留出; decision threshold 判定阈值; rival 对照模型.
     Names of parameters, fields, bands and files are not translated. tests/processing/test_translations.cpp holds this file to
     the sources: it prints what is missing, and what nobody asks for any more. -->
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Entries</name>
    <message>
        <source>ADASYN</source>
        <translation>ADASYN</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>As given</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>As in the samples: one-hot bands, or codes as numbers</source>
        <translation>与样本一致：独热波段，或把编码当作数值</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>平均值</translation>
    </message>
    <message>
        <source>Bilinear</source>
        <translation>双线性</translation>
    </message>
    <message>
        <source>Borderline-SMOTE</source>
        <translation>Borderline-SMOTE</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>CUDA</source>
        <translation>CUDA</translation>
    </message>
    <message>
        <source>Class separation</source>
        <translation>类别区分度</translation>
    </message>
    <message>
        <source>Cloud optimized GeoTIFF</source>
        <translation>云优化 GeoTIFF</translation>
    </message>
    <message>
        <source>Correlation seriation</source>
        <translation>相关性排序</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>Cubic</source>
        <translation>三次卷积</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>密度</translation>
    </message>
    <message>
        <source>Dissimilar evidence</source>
        <translation>证据相异</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Distance-constrained</source>
        <translation>距离约束</translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation>早停</translation>
    </message>
    <message>
        <source>Ensemble (members of the model)</source>
        <translation>集成（模型的各成员）</translation>
    </message>
    <message>
        <source>Ensemble of the fold models</source>
        <translation>各折模型的集成</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>精确</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Few deposits</source>
        <translation>矿点较少</translation>
    </message>
    <message>
        <source>Fill with the training part's mean</source>
        <translation>用训练部分的均值填补</translation>
    </message>
    <message>
        <source>Gaussian noise</source>
        <translation>高斯噪声</translation>
    </message>
    <message>
        <source>GeoTIFF</source>
        <translation>GeoTIFF</translation>
    </message>
    <message>
        <source>Gradient boosting</source>
        <translation>梯度提升</translation>
    </message>
    <message>
        <source>Holdout</source>
        <translation>留出法</translation>
    </message>
    <message>
        <source>Keep them, with empty values</source>
        <translation>保留，空值留空</translation>
    </message>
    <message>
        <source>Learn from what is missing</source>
        <translation>从缺失本身学习</translation>
    </message>
    <message>
        <source>Leave incomplete samples out</source>
        <translation>剔除不完整的样本</translation>
    </message>
    <message>
        <source>Leave places out that lack a layer</source>
        <translation>剔除缺少某个图层的地点</translation>
    </message>
    <message>
        <source>Leave-one-out</source>
        <translation>留一法</translation>
    </message>
    <message>
        <source>Log-odds of deposits in the class</source>
        <translation>该类别中矿点的对数几率</translation>
    </message>
    <message>
        <source>Logistic regression</source>
        <translation>逻辑回归</translation>
    </message>
    <message>
        <source>Logit</source>
        <translation>对数几率</translation>
    </message>
    <message>
        <source>Matthews</source>
        <translation>马修斯相关系数</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Min-max</source>
        <translation>最小-最大</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>众数</translation>
    </message>
    <message>
        <source>Monte-Carlo dropout</source>
        <translation>蒙特卡洛 dropout</translation>
    </message>
    <message>
        <source>Nearest neighbour</source>
        <translation>最近邻</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Patches (shifts, turns, flips of windows)</source>
        <translation>小块（窗口的平移、旋转、翻转）</translation>
    </message>
    <message>
        <source>Permutation</source>
        <translation>排列抽样</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>有无</translation>
    </message>
    <message>
        <source>Prospectivity score</source>
        <translation>远景得分</translation>
    </message>
    <message>
        <source>Quantiles</source>
        <translation>分位数</translation>
    </message>
    <message>
        <source>Quartic (nearer counts more)</source>
        <translation>四次核（越近权重越大）</translation>
    </message>
    <message>
        <source>Quick look</source>
        <translation>快速查看</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Random (control)</source>
        <translation>随机（对照）</translation>
    </message>
    <message>
        <source>Random forest</source>
        <translation>随机森林</translation>
    </message>
    <message>
        <source>Random oversampling</source>
        <translation>随机过采样</translation>
    </message>
    <message>
        <source>Refitted on all observed samples</source>
        <translation>用全部实测样本重新拟合</translation>
    </message>
    <message>
        <source>Robust</source>
        <translation>稳健</translation>
    </message>
    <message>
        <source>SMOTE</source>
        <translation>SMOTE</translation>
    </message>
    <message>
        <source>Spatial blocks</source>
        <translation>空间分块</translation>
    </message>
    <message>
        <source>Stratified k-fold</source>
        <translation>分层 k 折</translation>
    </message>
    <message>
        <source>Thorough</source>
        <translation>充分计算</translation>
    </message>
    <message>
        <source>Uniform</source>
        <translation>均匀</translation>
    </message>
    <message>
        <source>Uniform (plain density in the circle)</source>
        <translation>均匀（圆内的普通密度）</translation>
    </message>
    <message>
        <source>WGAN-GP</source>
        <translation>WGAN-GP</translation>
    </message>
    <message>
        <source>Weights of evidence</source>
        <translation>证据权法</translation>
    </message>
    <message>
        <source>Z-score</source>
        <translation>Z 分数</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
</context>
<context>
    <name>LayerTable</name>
    <message>
        <source>Choose the evidence layers first: each has a line here then.</source>
        <translation>请先选择证据图层：之后每个图层在此占一行。</translation>
    </message>
    <message>
        <source>Fill in as a table of the layers</source>
        <translation>以图层表格填写</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Text on layers</source>
        <translation>图层说明文本</translation>
    </message>
    <message>
        <source>The band names are not as many as the bands (%1 and %2): layers stand here under their own names.</source>
        <translation>波段名称与波段的数目不同（%1 和 %2）：此处图层使用其自身名称。</translation>
    </message>
    <message>
        <source>What the text says beside these layers</source>
        <translation>文本中除这些图层外的内容</translation>
    </message>
</context>
<context>
    <name>Layers</name>
    <message>
        <source> Evidence: %1.</source>
        <translation>证据：%1。</translation>
    </message>
    <message>
        <source> Model: %1 (SHA-256 %2).</source>
        <translation>模型：%1（SHA-256 %2）。</translation>
    </message>
    <message>
        <source> Model: %1.</source>
        <translation>模型：%1。</translation>
    </message>
    <message>
        <source> Samples: %1.</source>
        <translation>样本：%1。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2的%1</translation>
    </message>
    <message>
        <source>%1, made by %2 of Prospectivity Lens %3. %4</source>
        <translation>%1，由 Prospectivity Lens %3 的 %2 生成。%4</translation>
    </message>
    <message>
        <source>%1, spread over the members</source>
        <translation>%1，各成员间的离散程度</translation>
    </message>
    <message>
        <source>Area of applicability</source>
        <translation>适用区域</translation>
    </message>
    <message>
        <source>Comparison of models</source>
        <translation>模型比较</translation>
    </message>
    <message>
        <source>Density of %1</source>
        <translation>%1的密度</translation>
    </message>
    <message>
        <source>Dissimilarity to the training samples</source>
        <translation>与训练样本的相异性</translation>
    </message>
    <message>
        <source>Distance to %1</source>
        <translation>到%1的距离</translation>
    </message>
    <message>
        <source>Evaluation of the map</source>
        <translation>远景图的评价</translation>
    </message>
    <message>
        <source>Evidence stack</source>
        <translation>证据图层栈</translation>
    </message>
    <message>
        <source>Filter weights</source>
        <translation>滤波器权重</translation>
    </message>
    <message>
        <source>Filter weights: steps from threshold to threshold</source>
        <translation>滤波器权重：阈值间的跃变</translation>
    </message>
    <message>
        <source>ICE curves</source>
        <translation>ICE 曲线</translation>
    </message>
    <message>
        <source>Layers with data</source>
        <translation>有数据的图层数</translation>
    </message>
    <message>
        <source>Metrics of the training</source>
        <translation>训练指标</translation>
    </message>
    <message>
        <source>Order of the features</source>
        <translation>特征顺序</translation>
    </message>
    <message>
        <source>Presence of %1</source>
        <translation>%1的有无</translation>
    </message>
    <message>
        <source>Probability of a deposit</source>
        <translation>矿床存在的概率</translation>
    </message>
    <message>
        <source>Prospectivity score</source>
        <translation>远景得分</translation>
    </message>
    <message>
        <source>Spatial blocks of the validation</source>
        <translation>验证的空间分块</translation>
    </message>
    <message>
        <source>Spread of the score</source>
        <translation>得分的离散程度</translation>
    </message>
    <message>
        <source>Strongest layer</source>
        <translation>最强图层</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>靶区</translation>
    </message>
    <message>
        <source>Why: %1</source>
        <translation>原因：%1</translation>
    </message>
    <message>
        <source>Why: samples by their strongest layer</source>
        <translation>原因：样本的最强图层</translation>
    </message>
</context>
<context>
    <name>Legends</name>
    <message>
        <source>%1 (limit: inside)</source>
        <translation>%1（界限：以内）</translation>
    </message>
    <message>
        <source>%1 and more</source>
        <translation>%1 及以上</translation>
    </message>
    <message>
        <source>%1 and more expected deposits per cell</source>
        <translation>每个像元的预期矿床数 %1 及以上</translation>
    </message>
    <message>
        <source>%1 of %2 layers with data</source>
        <translation>%2 个图层中 %1 个有数据</translation>
    </message>
    <message>
        <source>%1 to %2 expected deposits per cell</source>
        <translation>每个像元的预期矿床数 %1 至 %2</translation>
    </message>
    <message>
        <source>%1: lowers the score</source>
        <translation>%1：降低得分</translation>
    </message>
    <message>
        <source>%1: raises the score</source>
        <translation>%1：提高得分</translation>
    </message>
    <message>
        <source>%1: the score fades, as the members disagree most</source>
        <translation>%1：各成员分歧最大，得分淡出</translation>
    </message>
    <message>
        <source>0 (all agree)</source>
        <translation>0（完全一致）</translation>
    </message>
    <message>
        <source>0 (as a training sample)</source>
        <translation>0（与某个训练样本相同）</translation>
    </message>
    <message>
        <source>0 (low)</source>
        <translation>0（低）</translation>
    </message>
    <message>
        <source>0.5 (prospectivity score)</source>
        <translation>0.5（远景得分）</translation>
    </message>
    <message>
        <source>0: the score as it is</source>
        <translation>0：得分原样显示</translation>
    </message>
    <message>
        <source>1 (high)</source>
        <translation>1（高）</translation>
    </message>
    <message>
        <source>Deposit</source>
        <translation>矿点</translation>
    </message>
    <message>
        <source>Deposit, synthetic</source>
        <translation>矿点，合成</translation>
    </message>
    <message>
        <source>Non-deposit</source>
        <translation>非矿点</translation>
    </message>
    <message>
        <source>Non-deposit, synthetic</source>
        <translation>非矿点，合成</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>无</translation>
    </message>
    <message>
        <source>area (km²)</source>
        <translation>面积 (km²)</translation>
    </message>
    <message>
        <source>area of applicability</source>
        <translation>适用区域</translation>
    </message>
    <message>
        <source>below %1 expected deposits per cell</source>
        <translation>每个像元的预期矿床数低于 %1</translation>
    </message>
    <message>
        <source>dissimilarity index</source>
        <translation>相异性指数</translation>
    </message>
    <message>
        <source>highest score</source>
        <translation>最高得分</translation>
    </message>
    <message>
        <source>inside the area of applicability</source>
        <translation>适用区域以内</translation>
    </message>
    <message>
        <source>known deposits inside</source>
        <translation>内部已知矿点数</translation>
    </message>
    <message>
        <source>layer that raises the score most</source>
        <translation>使得分升高最多的图层</translation>
    </message>
    <message>
        <source>layers with data</source>
        <translation>有数据的图层数</translation>
    </message>
    <message>
        <source>log-odds</source>
        <translation>对数几率</translation>
    </message>
    <message>
        <source>mean score</source>
        <translation>平均得分</translation>
    </message>
    <message>
        <source>mean standard deviation of the score</source>
        <translation>得分标准差的均值</translation>
    </message>
    <message>
        <source>nearest known deposit (m)</source>
        <translation>最近已知矿点的距离 (m)</translation>
    </message>
    <message>
        <source>other (%1 layers)</source>
        <translation>其他（%1 个图层）</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>界外</translation>
    </message>
    <message>
        <source>outside: unlike all training samples</source>
        <translation>以外：与所有训练样本都不相似</translation>
    </message>
    <message>
        <source>presence</source>
        <translation>有无</translation>
    </message>
    <message>
        <source>present</source>
        <translation>有</translation>
    </message>
    <message>
        <source>probability of a deposit</source>
        <translation>矿床存在的概率</translation>
    </message>
    <message>
        <source>prospectivity score</source>
        <translation>远景得分</translation>
    </message>
    <message>
        <source>risk and return</source>
        <translation>风险与收益</translation>
    </message>
    <message>
        <source>share in the area of applicability</source>
        <translation>在适用区域内的比例</translation>
    </message>
    <message>
        <source>share in the score, in %1</source>
        <translation>对得分的贡献，以%1计</translation>
    </message>
    <message>
        <source>share of layers with data</source>
        <translation>有数据的图层比例</translation>
    </message>
    <message>
        <source>standard deviation of the score</source>
        <translation>得分的标准差</translation>
    </message>
    <message>
        <source>standard deviation over the members, in %1</source>
        <translation>各成员间的标准差，以%1计</translation>
    </message>
    <message>
        <source>strongest drivers</source>
        <translation>最强主导图层</translation>
    </message>
    <message>
        <source>target levels</source>
        <translation>靶区等级</translation>
    </message>
    <message>
        <source>units of the score</source>
        <translation>得分单位</translation>
    </message>
    <message>
        <source>value</source>
        <translation>数值</translation>
    </message>
</context>
<context>
    <name>NearestDeposits</name>
    <message>
        <source>The layer of known deposits has no CRS, so that nobody knows how far they are: set it in the layer's properties.</source>
        <translation>已知矿点图层没有 CRS，无从得知其远近：请在图层属性中设定。</translation>
    </message>
    <message>
        <source>The map has no CRS, so that nobody knows how far deposits are: set it in the layer's properties.</source>
        <translation>此图没有 CRS，无从得知矿点的远近：请在图层属性中设定。</translation>
    </message>
    <message>
        <source>The place has no coordinates in the CRS of the known deposits.</source>
        <translation>该位置在已知矿点的 CRS 中没有坐标。</translation>
    </message>
</context>
<context>
    <name>Parameters</name>
    <message>
        <source>All files (*.*)</source>
        <translation>所有文件 (*.*)</translation>
    </message>
    <message>
        <source>Target report</source>
        <translation>靶区报告</translation>
    </message>
    <message>
        <source>Cells outside of the range of the training samples, by layer</source>
        <translation>超出训练样本范围的像元（按图层）</translation>
    </message>
    <message>
        <source>Accumulated local effects</source>
        <translation>累积局部效应</translation>
    </message>
    <message>
        <source>Applicability (dissimilarity index)</source>
        <translation>适用性（相异性指数）</translation>
    </message>
    <message>
        <source>Applicability: leave cells outside of its area out</source>
        <translation>适用性：剔除适用区域之外的像元</translation>
    </message>
    <message>
        <source>Area of applicability (1 inside, 0 outside)</source>
        <translation>适用区域（1 为内，0 为外）</translation>
    </message>
    <message>
        <source>Area under the curve</source>
        <translation>曲线下面积</translation>
    </message>
    <message>
        <source>Augmentation of training samples</source>
        <translation>训练样本的数据增强</translation>
    </message>
    <message>
        <source>Augmentation: augment both classes, keeping their ratio</source>
        <translation>数据增强：两类都增强，保持其比例</translation>
    </message>
    <message>
        <source>Augmentation: nearest neighbours (SMOTE family)</source>
        <translation>数据增强：最近邻个数（SMOTE 系列）</translation>
    </message>
    <message>
        <source>Augmentation: noise, as a share of each feature's standard deviation</source>
        <translation>数据增强：噪声，占各特征标准差的比例</translation>
    </message>
    <message>
        <source>Augmentation: samples of the class afterwards (0: balance; both classes: double)</source>
        <translation>数据增强：增强后该类的样本数（0：使两类平衡；两类都增强时：加倍）</translation>
    </message>
    <message>
        <source>Augmentations</source>
        <translation>数据增强方法</translation>
    </message>
    <message>
        <source>Augmented samples</source>
        <translation>增强后的样本</translation>
    </message>
    <message>
        <source>Background samples (default: those stored in the model)</source>
        <translation>背景样本（默认：模型中保存的样本）</translation>
    </message>
    <message>
        <source>Background: samples at most</source>
        <translation>背景：样本数上限</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>波段</translation>
    </message>
    <message>
        <source>Bands: names, separated by commas</source>
        <translation>波段：名称，以英文逗号分隔</translation>
    </message>
    <message>
        <source>Best augmentation</source>
        <translation>最佳数据增强</translation>
    </message>
    <message>
        <source>Best ordering</source>
        <translation>最佳特征顺序</translation>
    </message>
    <message>
        <source>CRS: take layers without one to be in that of the stack</source>
        <translation>CRS：把没有 CRS 的图层视为使用图层栈的 CRS</translation>
    </message>
    <message>
        <source>Capture at the prediction-area intersection</source>
        <translation>预测率-面积曲线交点处的捕获率</translation>
    </message>
    <message>
        <source>Categorical layers, separated by commas</source>
        <translation>类别图层，以英文逗号分隔</translation>
    </message>
    <message>
        <source>Categorical layers: least area of a class (% of the layer's cells with data)</source>
        <translation>类别图层：一个类别的最小面积（占该图层有数据像元的 %）</translation>
    </message>
    <message>
        <source>Categorical layers: one band of 0 and 1 per class</source>
        <translation>类别图层：每个类别一个 0 和 1 的波段</translation>
    </message>
    <message>
        <source>Classes: how layers of class codes enter the model</source>
        <translation>类别：类别编码图层以何种方式进入模型</translation>
    </message>
    <message>
        <source>Classes: those of a categorical layer as one layer</source>
        <translation>类别：把类别图层的各类别合为一个图层</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Comparison report</source>
        <translation>比较报告</translation>
    </message>
    <message>
        <source>Coverage (layers with data)</source>
        <translation>数据覆盖（有数据的图层数）</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Curves: colour them by this feature (default: by class)</source>
        <translation>曲线：按此特征着色（默认：按类别）</translation>
    </message>
    <message>
        <source>Curves: dependence on two features, such as 'W,Sn; W,Bi'</source>
        <translation>曲线：对两个特征的依赖，例如 'W,Sn; W,Bi'</translation>
    </message>
    <message>
        <source>Curves: grid</source>
        <translation>曲线：网格</translation>
    </message>
    <message>
        <source>Curves: grid points</source>
        <translation>曲线：网格点数</translation>
    </message>
    <message>
        <source>Curves: kept at most</source>
        <translation>曲线：最多保留的条数</translation>
    </message>
    <message>
        <source>Custom order: feature names separated by commas (with a comma: "Cu, ppm")</source>
        <translation>自定义顺序：特征名称，以英文逗号分隔（名称含逗号时写作 "Cu, ppm"）</translation>
    </message>
    <message>
        <source>Density: kernel</source>
        <translation>密度：核函数</translation>
    </message>
    <message>
        <source>Deposits</source>
        <translation>矿点</translation>
    </message>
    <message>
        <source>Deposits among the samples</source>
        <translation>样本中的矿点数</translation>
    </message>
    <message>
        <source>Deposits: spacing between them (0: no thinning)</source>
        <translation>矿点：相互间距（0：不稀疏化）</translation>
    </message>
    <message>
        <source>Draw centred curves (c-ICE)</source>
        <translation>绘制中心化曲线（c-ICE）</translation>
    </message>
    <message>
        <source>Evidence layers</source>
        <translation>证据图层</translation>
    </message>
    <message>
        <source>Evidence stack</source>
        <translation>证据图层栈</translation>
    </message>
    <message>
        <source>Evidence stack of the shards, for the reasons of target polygons</source>
        <translation>分片的证据图层栈，用于靶区多边形的原因</translation>
    </message>
    <message>
        <source>Evidence: single rasters of one grid, instead of a stack</source>
        <translation>证据：同一格网的单个栅格，代替图层栈</translation>
    </message>
    <message>
        <source>Excitation by feature</source>
        <translation>各特征的激活</translation>
    </message>
    <message>
        <source>Features (none chosen: all of the model; as text: separated by semicolons, a name with one as "a;b")</source>
        <translation>特征（不选：模型的全部特征；以文本给出时用英文分号分隔，含分号的名称写作 "a;b"）</translation>
    </message>
    <message>
        <source>Features (none chosen: every numeric evidence field; as text: separated by semicolons, a name with one as "a;b")</source>
        <translation>特征（不选：所有数值型证据字段；以文本给出时用英文分号分隔，含分号的名称写作 "a;b"）</translation>
    </message>
    <message>
        <source>Field (the value for attribute, a weight for density)</source>
        <translation>字段（属性的取值，或密度的权重）</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Folder of the shards</source>
        <translation>分片所在的文件夹</translation>
    </message>
    <message>
        <source>From layers to a map with its reasons</source>
        <translation>从图层到带原因的远景图</translation>
    </message>
    <message>
        <source>Grid: CRS, where there is no reference</source>
        <translation>格网：CRS，在没有参考栅格时</translation>
    </message>
    <message>
        <source>Grid: cell size in units of the CRS, where there is no reference</source>
        <translation>格网：像元大小，以 CRS 的单位计，在没有参考栅格时</translation>
    </message>
    <message>
        <source>Grid: extent, where there is no reference</source>
        <translation>格网：范围，在没有参考栅格时</translation>
    </message>
    <message>
        <source>Grid: resampling</source>
        <translation>格网：重采样</translation>
    </message>
    <message>
        <source>Groups of layers, such as clr(Cu, Zn, Pb); ilr(Mo, Bi)</source>
        <translation>图层组，例如 clr(Cu, Zn, Pb); ilr(Mo, Bi)</translation>
    </message>
    <message>
        <source>HTML files (*.html)</source>
        <translation>HTML 文件 (*.html)</translation>
    </message>
    <message>
        <source>Holds classes</source>
        <translation>含类别</translation>
    </message>
    <message>
        <source>Interactions of pairs of layers</source>
        <translation>图层对的交互</translation>
    </message>
    <message>
        <source>Intervals: resamples of the points (0: no intervals)</source>
        <translation>区间：点的重抽样次数（0：不计算区间）</translation>
    </message>
    <message>
        <source>Known deposits</source>
        <translation>已知矿点</translation>
    </message>
    <message>
        <source>Known deposits, to list with the targets (they set no levels)</source>
        <translation>已知矿点，与靶区一同列出（不用来定级）</translation>
    </message>
    <message>
        <source>Label field (1 deposit, 0 non-deposit)</source>
        <translation>标签字段（1 为矿点，0 为非矿点）</translation>
    </message>
    <message>
        <source>Map (score, SHAP map, evidence stack or vector evidence)</source>
        <translation>图（得分、SHAP 图、证据图层栈或矢量证据）</translation>
    </message>
    <message>
        <source>Map the prospectivity</source>
        <translation>预测成矿远景图</translation>
    </message>
    <message>
        <source>Map the reasons</source>
        <translation>绘制原因图</translation>
    </message>
    <message>
        <source>Mask (raster above 0, or polygons)</source>
        <translation>掩膜（大于 0 的栅格像元，或多边形）</translation>
    </message>
    <message>
        <source>Memory: for tiles under way (MB)</source>
        <translation>内存：用于处理中的分块（MB）</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Method for non-deposits</source>
        <translation>选取非矿点的方法</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Minimum distance of non-deposits from any deposit</source>
        <translation>非矿点到任一矿点的最小距离</translation>
    </message>
    <message>
        <source>Missing evidence</source>
        <translation>缺失证据</translation>
    </message>
    <message>
        <source>Missing evidence: least share of layers with data (above 0, up to 1)</source>
        <translation>缺失证据：有数据的图层的最小比例（大于 0，至多 1）</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Model A (without augmentation)</source>
        <translation>模型 A（不用数据增强）</translation>
    </message>
    <message>
        <source>Model B (with augmentation)</source>
        <translation>模型 B（用数据增强）</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <source>Model files (*.pt)</source>
        <translation>模型文件 (*.pt)</translation>
    </message>
    <message>
        <source>Model with SMOTE</source>
        <translation>用 SMOTE 的模型</translation>
    </message>
    <message>
        <source>Model without augmentation</source>
        <translation>不用数据增强的模型</translation>
    </message>
    <message>
        <source>Name in the stack</source>
        <translation>在图层栈中的名称</translation>
    </message>
    <message>
        <source>Network input: bins between quantiles that a feature is shown in beside its value (0: none)</source>
        <translation>网络输入：除特征值本身外，按分位数划分并一同输入的区间数（0：不划分）</translation>
    </message>
    <message>
        <source>Network input: scaling of features</source>
        <translation>网络输入：特征的缩放</translation>
    </message>
    <message>
        <source>Network: dropout (at least 0, below 1)</source>
        <translation>网络：dropout（至少 0，小于 1）</translation>
    </message>
    <message>
        <source>Network: filters of each convolution</source>
        <translation>网络：每个卷积层的滤波器数</translation>
    </message>
    <message>
        <source>Network: hidden dense layers, such as '64' or '64,32' (empty: none)</source>
        <translation>网络：隐藏全连接层，例如 '64' 或 '64,32'（空：无）</translation>
    </message>
    <message>
        <source>Network: kernel size (odd)</source>
        <translation>网络：核大小（奇数）</translation>
    </message>
    <message>
        <source>Network: pooling</source>
        <translation>网络：池化</translation>
    </message>
    <message>
        <source>Non-deposits</source>
        <translation>非矿点</translation>
    </message>
    <message>
        <source>Non-deposits (chosen if left out)</source>
        <translation>非矿点（不给出则自动选取）</translation>
    </message>
    <message>
        <source>Non-deposits among the samples, of all sets</source>
        <translation>样本中的非矿点数，各组合计</translation>
    </message>
    <message>
        <source>Non-deposits per deposit</source>
        <translation>每个矿点对应的非矿点数</translation>
    </message>
    <message>
        <source>Non-deposits: sets (independent draws; 10 to 50 show what the choice does)</source>
        <translation>非矿点：组数（相互独立地抽取；10 到 50 组可显示选取的影响）</translation>
    </message>
    <message>
        <source>One grid for all layers</source>
        <translation>所有图层统一格网</translation>
    </message>
    <message>
        <source>Order of features</source>
        <translation>特征顺序</translation>
    </message>
    <message>
        <source>Order, separated by commas</source>
        <translation>顺序，以英文逗号分隔</translation>
    </message>
    <message>
        <source>Orders of features</source>
        <translation>特征顺序</translation>
    </message>
    <message>
        <source>Output space</source>
        <translation>输出空间</translation>
    </message>
    <message>
        <source>Overfitting: training minus test accuracy (mean)</source>
        <translation>过拟合：训练准确率减测试准确率（均值）</translation>
    </message>
    <message>
        <source>Part of the map: extent (empty: the whole stack)</source>
        <translation>图的一部分：范围（空：整个图层栈）</translation>
    </message>
    <message>
        <source>Part of the map: plan of the whole stack, for its shards</source>
        <translation>图的一部分：整个图层栈的计划，供分片使用</translation>
    </message>
    <message>
        <source>Part of the map: shard for Join shards, such as 3/40 (empty: no shard)</source>
        <translation>图的一部分：供“合并分片”使用的分片，例如 3/40（空：不分片）</translation>
    </message>
    <message>
        <source>Part of the trainings: shard, such as 3/40 (empty: all of them)</source>
        <translation>训练的一部分：分片，例如 3/40（空：全部训练）</translation>
    </message>
    <message>
        <source>Partial dependence</source>
        <translation>部分依赖</translation>
    </message>
    <message>
        <source>Permutations: most of a sample</source>
        <translation>排列：每个样本的上限</translation>
    </message>
    <message>
        <source>Permutations: standard error to reach, as a share of a sample's sum of |SHAP|</source>
        <translation>排列：要达到的标准误差，占一个样本 |SHAP| 之和的比例</translation>
    </message>
    <message>
        <source>Plan of the stack, for runs over its shards</source>
        <translation>图层栈的计划，供分片运行使用</translation>
    </message>
    <message>
        <source>Plans of stacks (*.json)</source>
        <translation>图层栈的计划 (*.json)</translation>
    </message>
    <message>
        <source>Plans of stacks (*.json);;All files (*)</source>
        <translation>图层栈的计划 (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Points left out</source>
        <translation>剔除的点数</translation>
    </message>
    <message>
        <source>Points used</source>
        <translation>使用的点数</translation>
    </message>
    <message>
        <source>Points, lines or polygons</source>
        <translation>点、线或多边形</translation>
    </message>
    <message>
        <source>Presence and attribute: draw polygons into every cell they touch</source>
        <translation>有无和属性：多边形写入其触及的每个像元</translation>
    </message>
    <message>
        <source>Preset, for numbers that are left at their defaults</source>
        <translation>预设，用于保持默认值的数值</translation>
    </message>
    <message>
        <source>Probability of a deposit</source>
        <translation>矿床存在的概率</translation>
    </message>
    <message>
        <source>Probability of a deposit (needs Expected deposits)</source>
        <translation>矿床存在的概率（需要预期矿床数）</translation>
    </message>
    <message>
        <source>Probability: expected deposits, known and unknown, in the mapped cells (above 0)</source>
        <translation>概率：制图像元中预期的矿床数，含已知与未知（大于 0）</translation>
    </message>
    <message>
        <source>Prospectivity map</source>
        <translation>成矿远景图</translation>
    </message>
    <message>
        <source>Prospectivity models (*.pt);;All files (*)</source>
        <translation>成矿远景模型 (*.pt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Prospectivity score</source>
        <translation>远景得分</translation>
    </message>
    <message>
        <source>Radius for density (map units of the reference; metres when it is in degrees)</source>
        <translation>密度的半径（参考栅格的地图单位；以度为单位时用米）</translation>
    </message>
    <message>
        <source>Random seed (the same seed gives the same result)</source>
        <translation>随机种子（相同的种子得到相同的结果）</translation>
    </message>
    <message>
        <source>Ranking: figure to rank by</source>
        <translation>排名：依据的指标</translation>
    </message>
    <message>
        <source>Rasters: format of the files</source>
        <translation>栅格：文件格式</translation>
    </message>
    <message>
        <source>Reference model</source>
        <translation>参考模型</translation>
    </message>
    <message>
        <source>Reference model: classes per layer (weights of evidence)</source>
        <translation>参考模型：每个图层的类别数（证据权法）</translation>
    </message>
    <message>
        <source>Reference model: trees (random forest and gradient boosting)</source>
        <translation>参考模型：树的棵数（随机森林和梯度提升）</translation>
    </message>
    <message>
        <source>Reference raster (grid to match)</source>
        <translation>参考栅格（与其格网一致）</translation>
    </message>
    <message>
        <source>Reliability of scores and probabilities</source>
        <translation>得分与概率的可靠性</translation>
    </message>
    <message>
        <source>Report of the ICE and PDP plots</source>
        <translation>ICE 与 PDP 图的报告</translation>
    </message>
    <message>
        <source>Report of the SHAP values</source>
        <translation>SHAP 值的报告</translation>
    </message>
    <message>
        <source>Report of the augmentation</source>
        <translation>数据增强的报告</translation>
    </message>
    <message>
        <source>Report of the comparison</source>
        <translation>比较的报告</translation>
    </message>
    <message>
        <source>Report of the evaluation</source>
        <translation>评价的报告</translation>
    </message>
    <message>
        <source>Report of the filter weights</source>
        <translation>滤波器权重的报告</translation>
    </message>
    <message>
        <source>Report of the joined stack</source>
        <translation>合并后图层栈的报告</translation>
    </message>
    <message>
        <source>Report of the order</source>
        <translation>特征排序的报告</translation>
    </message>
    <message>
        <source>Report of the stack</source>
        <translation>图层栈的报告</translation>
    </message>
    <message>
        <source>Report of the study</source>
        <translation>试验的报告</translation>
    </message>
    <message>
        <source>Report of the training</source>
        <translation>训练的报告</translation>
    </message>
    <message>
        <source>Risk and return</source>
        <translation>风险与收益</translation>
    </message>
    <message>
        <source>Risk and return: score from which on the return is high</source>
        <translation>风险与收益：收益为高的得分下限</translation>
    </message>
    <message>
        <source>Risk and return: standard deviation above which the risk is high (empty: the median)</source>
        <translation>风险与收益：标准差超过此值则风险为高（空：中位数）</translation>
    </message>
    <message>
        <source>SHAP map</source>
        <translation>SHAP 图</translation>
    </message>
    <message>
        <source>SHAP values</source>
        <translation>SHAP 值</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Samples off the stack</source>
        <translation>从图层栈读取样本</translation>
    </message>
    <message>
        <source>Samples per class after SMOTE</source>
        <translation>SMOTE 之后每类的样本数</translation>
    </message>
    <message>
        <source>Samples: set of non-deposits to use, where there are several (field 'set')</source>
        <translation>样本：使用哪一组非矿点（有多组时，见字段 'set'）</translation>
    </message>
    <message>
        <source>Samples: those to compare the evidence with</source>
        <translation>样本：用来对比证据值的样本</translation>
    </message>
    <message>
        <source>Share of the area for 80 % of the deposits</source>
        <translation>捕获 80 % 矿点所需的面积比例</translation>
    </message>
    <message>
        <source>Spatial blocks</source>
        <translation>空间分块</translation>
    </message>
    <message>
        <source>Spread over the members of the model</source>
        <translation>模型各成员间的离散程度</translation>
    </message>
    <message>
        <source>Steps from threshold to threshold</source>
        <translation>阈值间的跃变</translation>
    </message>
    <message>
        <source>Strongest driver</source>
        <translation>最强主导图层</translation>
    </message>
    <message>
        <source>Study table</source>
        <translation>试验结果表</translation>
    </message>
    <message>
        <source>Success-rate curve</source>
        <translation>成功率曲线</translation>
    </message>
    <message>
        <source>Synthetic samples added</source>
        <translation>添加的合成样本数</translation>
    </message>
    <message>
        <source>Table of the order</source>
        <translation>特征顺序表</translation>
    </message>
    <message>
        <source>Target levels</source>
        <translation>靶区等级</translation>
    </message>
    <message>
        <source>Target levels: deposits that set them, instead of percent of the area</source>
        <translation>靶区等级：用来定级的矿点，代替面积百分比</translation>
    </message>
    <message>
        <source>Target levels: percent of the area, rising</source>
        <translation>靶区等级：面积百分比，递增</translation>
    </message>
    <message>
        <source>Target levels: percent of these deposits captured, rising</source>
        <translation>靶区等级：捕获这些矿点的百分比，递增</translation>
    </message>
    <message>
        <source>Target polygons</source>
        <translation>靶区多边形</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>靶区</translation>
    </message>
    <message>
        <source>Targets at most</source>
        <translation>靶区数上限</translation>
    </message>
    <message>
        <source>Targets: smallest polygon in hectares (empty: two cells)</source>
        <translation>靶区：最小多边形，公顷（空：两个像元）</translation>
    </message>
    <message>
        <source>Test AUC (mean)</source>
        <translation>测试 AUC（均值）</translation>
    </message>
    <message>
        <source>Test F1 (mean)</source>
        <translation>测试 F1（均值）</translation>
    </message>
    <message>
        <source>Test accuracy (mean)</source>
        <translation>测试准确率（均值）</translation>
    </message>
    <message>
        <source>Test kappa (mean)</source>
        <translation>测试 kappa（均值）</translation>
    </message>
    <message>
        <source>Test precision (mean)</source>
        <translation>测试精确率（均值）</translation>
    </message>
    <message>
        <source>Test recall (mean)</source>
        <translation>测试召回率（均值）</translation>
    </message>
    <message>
        <source>Train with SMOTE</source>
        <translation>用 SMOTE 训练</translation>
    </message>
    <message>
        <source>Train without augmentation</source>
        <translation>不用数据增强的训练</translation>
    </message>
    <message>
        <source>Training report with SMOTE</source>
        <translation>用 SMOTE 的训练报告</translation>
    </message>
    <message>
        <source>Training report without augmentation</source>
        <translation>不用数据增强的训练报告</translation>
    </message>
    <message>
        <source>Training: batch size</source>
        <translation>训练：批大小</translation>
    </message>
    <message>
        <source>Training: device</source>
        <translation>训练：设备</translation>
    </message>
    <message>
        <source>Training: early stopping, epochs without improvement before it (0: never stop early)</source>
        <translation>训练：早停前没有改进的轮数（0：从不早停）</translation>
    </message>
    <message>
        <source>Training: epochs (cosine: of the observed samples; with early stopping: at most)</source>
        <translation>训练：轮数（余弦：以实测样本计；早停：上限）</translation>
    </message>
    <message>
        <source>Training: final model</source>
        <translation>训练：最终模型</translation>
    </message>
    <message>
        <source>Training: learning rate (above 0; cosine: at the start)</source>
        <translation>训练：学习率（大于 0；余弦：起始值）</translation>
    </message>
    <message>
        <source>Training: mixup, parameter of its Beta distribution (0: off)</source>
        <translation>训练：mixup，其 Beta 分布的参数（0：不用）</translation>
    </message>
    <message>
        <source>Training: networks, whose mean is the prediction (empty: 5, or 1 beside many sets of non-deposits)</source>
        <translation>训练：网络个数，其均值为预测结果（空：5，有多组非矿点时为 1）</translation>
    </message>
    <message>
        <source>Training: schedule</source>
        <translation>训练：学习率方案</translation>
    </message>
    <message>
        <source>Training: weight decay (AdamW)</source>
        <translation>训练：权重衰减（AdamW）</translation>
    </message>
    <message>
        <source>Trainings (*.jsonl)</source>
        <translation>训练 (*.jsonl)</translation>
    </message>
    <message>
        <source>Trainings of a shard, for the run that joins them</source>
        <translation>一个分片的训练，供合并的运行使用</translation>
    </message>
    <message>
        <source>Transform</source>
        <translation>变换</translation>
    </message>
    <message>
        <source>Transforms, such as 'W=log; Sn=winsorize 1 99; clr(Cu, Zn, Pb)'</source>
        <translation>变换，例如 'W=log; Sn=winsorize 1 99; clr(Cu, Zn, Pb)'</translation>
    </message>
    <message>
        <source>Two-feature partial dependence</source>
        <translation>双特征部分依赖</translation>
    </message>
    <message>
        <source>Uncertainty</source>
        <translation>不确定性</translation>
    </message>
    <message>
        <source>Uncertainty (standard deviation)</source>
        <translation>不确定性（标准差）</translation>
    </message>
    <message>
        <source>Uncertainty: thinned networks of Monte-Carlo dropout</source>
        <translation>不确定性：蒙特卡洛 dropout 的随机子网络数</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Units, such as 'tungsten=ppm; gravity=mGal'</source>
        <translation>单位，例如 'tungsten=ppm; gravity=mGal'</translation>
    </message>
    <message>
        <source>Validation: folds (k-fold and spatial blocks)</source>
        <translation>验证：折数（k 折和空间分块）</translation>
    </message>
    <message>
        <source>Validation: how test samples are held out</source>
        <translation>验证：如何留出测试样本</translation>
    </message>
    <message>
        <source>Validation: repeats with other divisions</source>
        <translation>验证：以不同划分重复的次数</translation>
    </message>
    <message>
        <source>Validation: share of test samples (holdout)</source>
        <translation>验证：测试样本的比例（留出法）</translation>
    </message>
    <message>
        <source>Validation: side of a spatial block in map units (0: chosen from the extent)</source>
        <translation>验证：空间分块的边长，地图单位（0：按范围选定）</translation>
    </message>
    <message>
        <source>Vector evidence</source>
        <translation>矢量证据</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>What SMOTE changed</source>
        <translation>SMOTE 带来的变化</translation>
    </message>
    <message>
        <source>Window: cells that the patches of augmentation may be shifted</source>
        <translation>窗口：数据增强的小块可平移的像元数</translation>
    </message>
    <message>
        <source>Window: evidence stack (windowed networks only)</source>
        <translation>窗口：证据图层栈（仅用于窗口网络）</translation>
    </message>
    <message>
        <source>Window: side in cells (1: the vector network; odd: the windowed one)</source>
        <translation>窗口：边长，像元数（1：向量网络；奇数：窗口网络）</translation>
    </message>
</context>
<context>
    <name>ProspectivityPanel</name>
    <message>
        <source>%1 (%2 of them)</source>
        <translation>%1（共 %2 个）</translation>
    </message>
    <message>
        <source>%1 cannot be opened as a layer: look at it with the program that it is for.</source>
        <translation>无法把 %1 作为图层打开：请用相应的程序查看。</translation>
    </message>
    <message>
        <source>%1 is not there any more: run the step again, or put it back.</source>
        <translation>%1 已不存在：请重新运行该步骤，或把文件放回原处。</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Done %1</source>
        <translation>完成于 %1</translation>
    </message>
    <message>
        <source>Done %1: %2</source>
        <translation>完成于 %1：%2</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>Made anew since, or another one now: %1</source>
        <translation>此后重新制作，或现在是另一个：%1</translation>
    </message>
    <message>
        <source>Missing for another run: %1</source>
        <translation>再次运行缺少：%1</translation>
    </message>
    <message>
        <source>Not filled in, because a run took a part of it (selected features, a limit or a filter), which you have to choose again: %1.</source>
        <translation>未填入，因为某次运行只用了其中一部分（选中的要素、数量限制或过滤条件），需要您重新选择：%1。</translation>
    </message>
    <message>
        <source>Not filled in, because it is not there any more: %1.</source>
        <translation>未填入，因为已不存在：%1。</translation>
    </message>
    <message>
        <source>Not run</source>
        <translation>未运行</translation>
    </message>
    <message>
        <source>Not run. Missing: %1</source>
        <translation>未运行。缺少：%1</translation>
    </message>
    <message>
        <source>Output missing: %1 (made %2)</source>
        <translation>输出缺失：%1（制作于 %2）</translation>
    </message>
    <message>
        <source>Prospectivity panel</source>
        <translation>成矿远景面板</translation>
    </message>
    <message>
        <source>Prospectivity panel: the steps from layers to targets, and what is next</source>
        <translation>成矿远景面板：从图层到靶区的各步骤，以及下一步</translation>
    </message>
    <message>
        <source>QGIS runs without Python, which the dialogs of Processing need: install QGIS with Python.</source>
        <translation>QGIS 未启用 Python，而 Processing 的对话框需要它：请安装带 Python 的 QGIS。</translation>
    </message>
    <message>
        <source>Quick start</source>
        <translation>快速入门</translation>
    </message>
    <message>
        <source>The dialog cannot be opened (%1): see whether the plugin Processing is switched on in the plugin manager.</source>
        <translation>无法打开对话框（%1）：请在插件管理器中查看是否已启用 Processing 插件。</translation>
    </message>
    <message>
        <source>temporary layer</source>
        <translation>临时图层</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>%1, in %2</source>
        <translation>%1，单位为 %2</translation>
    </message>
    <message>
        <source>of an unknown transform</source>
        <translation>变换方式未知</translation>
    </message>
    <message>
        <source> (%1)</source>
        <translation>（%1）</translation>
    </message>
    <message>
        <source> (codes of classes have none)</source>
        <translation>（类别编码没有高低端）</translation>
    </message>
    <message>
        <source> for a deposit, while deposits belong to every set of non-deposits</source>
        <translation>，却属于矿点，而矿点属于每一组非矿点</translation>
    </message>
    <message>
        <source> in %1 sets</source>
        <translation>，分 %1 组</translation>
    </message>
    <message>
        <source> in %1 sets of %2 (%3 cells are in more than one)</source>
        <translation>，分 %1 组，每组 %2 个（%3 个像元在不止一组中）</translation>
    </message>
    <message>
        <source> in each of %1 divisions</source>
        <translation>，共 %1 次划分</translation>
    </message>
    <message>
        <source> inside the mask</source>
        <translation>（掩膜之内）</translation>
    </message>
    <message>
        <source> of %1 networks each.</source>
        <translation>，每次 %1 个网络。</translation>
    </message>
    <message>
        <source> or %1.</source>
        <translation>或 %1。</translation>
    </message>
    <message>
        <source> whose cell has data of too few layers (MIN_PRESENT) were left out.</source>
        <translation> 个所在像元有数据的图层太少（MIN_PRESENT）的样本被剔除。</translation>
    </message>
    <message>
        <source> whose window touches NoData were left out.</source>
        <translation> 个窗口触及 NoData 的样本被剔除。</translation>
    </message>
    <message>
        <source>%1 % of the mapped cells lie outside the area of applicability (dissimilarity index above %2, from %3 training samples).</source>
        <translation>%1 % 的制图像元位于适用区域之外（相异性指数高于 %2，依据 %3 个训练样本）。</translation>
    </message>
    <message>
        <source>%1 (%2 of its own)</source>
        <translation>%1（占其自身的 %2）</translation>
    </message>
    <message>
        <source>%1 (%2, not %3)</source>
        <translation>%1（%2，而不是 %3）</translation>
    </message>
    <message>
        <source>%1 (p = %2, its error corrected for training parts that overlap: Nadeau &amp; Bengio 2003)</source>
        <translation>%1（p = %2，其误差已针对训练部分的重叠作校正：Nadeau &amp; Bengio 2003）</translation>
    </message>
    <message>
        <source>%1 PRESET quick-look takes few of those that are left at their defaults.</source>
        <translation>%1PRESET quick-look 会减少其中仍为默认值的参数。</translation>
    </message>
    <message>
        <source>%1 Random forest and gradient boosting are left out of the comparison.</source>
        <translation>%1随机森林和梯度提升不参与比较。</translation>
    </message>
    <message>
        <source>%1 That is more than a tenth, and may be an artefact, because surveys go where deposits are known: look at where these layers were surveyed and why.</source>
        <translation>%1 这超过十分之一，可能是假象，因为勘查工作往往在已知矿点附近进行：请查明这些图层在哪里、为何测量。</translation>
    </message>
    <message>
        <source>%1 The sampling rates alone (King &amp; Zeng 2001: %2 deposits in %3 held-out samples, %4 in the mapped cells) would move it from the calibration's %5 to %6, with which they sum to %7.</source>
        <translation>%1仅按抽样比率（King &amp; Zeng 2001：%3 个留出样本中有 %2 个矿点，制图像元中有 %4 个），截距会从校准的 %5 移到 %6，此时其总和为 %7。</translation>
    </message>
    <message>
        <source>%1 Trainings in which this happened ran without added samples.</source>
        <translation>%1出现这种情况的训练没有使用合成样本。</translation>
    </message>
    <message>
        <source>%1 added %2 deposits and %3 non-deposits to %4 samples.</source>
        <translation>%1在 %4 个样本之外添加了 %2 个矿点和 %3 个非矿点。</translation>
    </message>
    <message>
        <source>%1 added %2 synthetic samples to %3 samples.</source>
        <translation>%1 在 %3 个样本之外添加了 %2 个合成样本。</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 和 %2</translation>
    </message>
    <message>
        <source>%1 and %2 make a layer of more weights than memory holds: choose smaller numbers, such as '16,32' and 3.</source>
        <translation>%1 与 %2 构成的层的权重超出内存所能容纳：请选择更小的数，例如 '16,32' 和 3。</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 以及另外 %2 个</translation>
    </message>
    <message>
        <source>%1 and %2 together</source>
        <translation>%1 与 %2 共同作用</translation>
    </message>
    <message>
        <source>%1 and %2 were held out and judged by models that had not seen them.</source>
        <translation>其中 %1和 %2被留出，由未见过它们的模型评判。</translation>
    </message>
    <message>
        <source>%1 and REFERENCE are both given, and the grid is that of one or the other: leave one out.</source>
        <translation>%1 和 REFERENCE 同时给出，而格网只能取自其中之一：请去掉一个。</translation>
    </message>
    <message>
        <source>%1 and above</source>
        <translation>%1 及以上</translation>
    </message>
    <message>
        <source>%1 asks for %2 negatives, but only %3 cells are left to choose from: choose a smaller %1%4</source>
        <translation>%1 要求 %2 个非矿点，但可供选择的像元只剩 %3 个：请选择更小的 %1%4</translation>
    </message>
    <message>
        <source>%1 asks for %2 sets of %3 negatives, but the %4 cells left to choose from%8 are enough for %5: choose at most that many sets, or a smaller %6%7</source>
        <translation>%1 要求 %2 组、每组 %3 个非矿点，但可供选择的 %4 个像元%8只够 %5 组：请至多选择这么多组，或选择更小的 %6%7</translation>
    </message>
    <message>
        <source>%1 augmentations x %2 orderings x %3 folds%4</source>
        <translation>%1 种数据增强 x %2 种顺序 x %3 折%4</translation>
    </message>
    <message>
        <source>%1 bands on %2 x %3 cells of %4 x %5 (%6).</source>
        <translation>%1 个波段，%2 x %3 个像元，像元大小 %4 x %5（%6）。</translation>
    </message>
    <message>
        <source>%1 cannot be brought from %2 to %3: give it in the CRS of the stack.</source>
        <translation>%1 无法从 %2 转换到 %3：请以图层栈的 CRS 给出。</translation>
    </message>
    <message>
        <source>%1 cells</source>
        <translation>%1 个像元</translation>
    </message>
    <message>
        <source>%1 cells are %2 although they lack a layer: each has data of at least %3 of the %4 layers of the model (%5).</source>
        <translation>%1 个像元虽缺少某个图层仍%2：每个像元至少有模型 %4 个图层中 %3 个的数据（%5）。</translation>
    </message>
    <message>
        <source>%1 cells with data are not %2, since it is of fewer than %3 of the %4 layers of the model (%5).</source>
        <translation>%1 个有数据的像元未%2，因为其数据少于模型 %4 个图层中的 %3 个（%5）。</translation>
    </message>
    <message>
        <source>%1 classes</source>
        <translation>%1 个类别</translation>
    </message>
    <message>
        <source>%1 deposits</source>
        <translation>%1 个矿点</translation>
    </message>
    <message>
        <source>%1 deposits and %2 non-deposits</source>
        <translation>%1 个矿点和 %2 个非矿点</translation>
    </message>
    <message>
        <source>%1 deposits and %2 non-deposits in %3 sets</source>
        <translation>%1 个矿点和 %2 个非矿点（分 %3 组）</translation>
    </message>
    <message>
        <source>%1 deposits and %2 non-deposits%3 with %4 features each.</source>
        <translation>%1 个矿点和 %2 个非矿点%3，每个有 %4 个特征。</translation>
    </message>
    <message>
        <source>%1 deposits and %2 non-deposits%3, %4 features, %5 trainings%6</source>
        <translation>%1 个矿点和 %2 个非矿点%3，%4 个特征，%5 次训练%6</translation>
    </message>
    <message>
        <source>%1 deposits and %2 non-deposits, %3 combinations, %4 judged trainings</source>
        <translation>%1 个矿点和 %2 个非矿点，%3 种组合，%4 次经评判的训练</translation>
    </message>
    <message>
        <source>%1 drives %2 % of the cells.</source>
        <translation>%1 在 %2 % 的像元中为主导图层。</translation>
    </message>
    <message>
        <source>%1 feature of the layer '%2' %3.</source>
        <translation>图层“%2”中有 %1 个要素%3。</translation>
    </message>
    <message>
        <source>%1 features of the layer '%2' %3.</source>
        <translation>图层“%2”中有 %1 个要素%3。</translation>
    </message>
    <message>
        <source>%1 features without geometry were left out.</source>
        <translation>%1 个没有几何图形的要素被剔除。</translation>
    </message>
    <message>
        <source>%1 has %2 names for %3 bands: give one per band, or none.</source>
        <translation>%1 有 %2 个名称，而波段有 %3 个：请每个波段给一个，或都不给。</translation>
    </message>
    <message>
        <source>%1 has a polygon that cannot be brought to the CRS of the stack: check the CRS of the mask.</source>
        <translation>%1 中有一个多边形无法转换到图层栈的 CRS：请检查掩膜的 CRS。</translation>
    </message>
    <message>
        <source>%1 has a polygon that cannot be read: repair the layer with Fix geometries first.</source>
        <translation>%1 中有一个无法读取的多边形：请先用“修正几何图形”修复图层。</translation>
    </message>
    <message>
        <source>%1 has more than %2 numbers: give one for each convolution, such as '16,32'.</source>
        <translation>%1 的数字超过 %2 个：请每个卷积层给一个，例如 '16,32'。</translation>
    </message>
    <message>
        <source>%1 has more than %2 numbers: give one for each dense layer, such as '64', or leave it empty.</source>
        <translation>%1 的数字超过 %2 个：请每个全连接层给一个，例如 '64'，或留空。</translation>
    </message>
    <message>
        <source>%1 has more than 10^10 cells: choose a coarser raster.</source>
        <translation>%1 的像元超过 10^10 个：请选择较粗的栅格。</translation>
    </message>
    <message>
        <source>%1 has no points: choose a layer of deposit points.</source>
        <translation>%1 没有点：请选择矿点图层。</translation>
    </message>
    <message>
        <source>%1 has no points: choose a layer with the deposits that the map should find.</source>
        <translation>%1 没有点：请选择含有图件应当找到的矿点的图层。</translation>
    </message>
    <message>
        <source>%1 has no usable sample: choose at least 2 samples to compare with.</source>
        <translation>%1 没有可用的样本：请选择至少 2 个样本作对比。</translation>
    </message>
    <message>
        <source>%1 holds a number below 1: give numbers of filters such as '16,32'.</source>
        <translation>%1 含有小于 1 的数：请给出滤波器数，例如 '16,32'。</translation>
    </message>
    <message>
        <source>%1 holds a number below 1: give sizes such as '64' or '64,32', or leave it empty.</source>
        <translation>%1 含有小于 1 的数：请给出大小，例如 '64' 或 '64,32'，或留空。</translation>
    </message>
    <message>
        <source>%1 in each set of non-deposits.</source>
        <translation>每组非矿点中有 %1。</translation>
    </message>
    <message>
        <source>%1 instead of %2</source>
        <translation>是 %1 而不是 %2</translation>
    </message>
    <message>
        <source>%1 interact most: together they move the prediction of the model by %2 (%3) on average beyond what each does for itself. Above zero a pair gives more than its parts, below zero less. SHAP values hold half of it for either feature.</source>
        <translation>%1 的交互最强：除各自的作用之外，两者共同使模型的预测平均变动 %2（%3）。大于零表示一对特征的作用大于两者之和，小于零则相反。两个特征的 SHAP 值各含其一半。</translation>
    </message>
    <message>
        <source>%1 is %2, but must be %3: choose a number such as %4.</source>
        <translation>%1 为 %2，但必须%3：请选择例如 %4 的数。</translation>
    </message>
    <message>
        <source>%1 is %2, but must be above 0 and at most 1: give the share of the layers that a place needs to have data of, such as 0.5.</source>
        <translation>%1 为 %2，但必须大于 0 且不超过 1：请给出一个地点需要有数据的图层比例，例如 0.5。</translation>
    </message>
    <message>
        <source>%1 is %2, but must be above 0: give a size in units of the CRS.</source>
        <translation>%1 为 %2，但必须大于 0：请以 CRS 的单位给出大小。</translation>
    </message>
    <message>
        <source>%1 is %2, but must be at least 0 and below 100 (percent of the cells of a layer): choose a share such as 0.1, or 0 to join no classes.</source>
        <translation>%1 为 %2，但必须至少为 0 且小于 100（图层像元的百分比）：请选择例如 0.1 的比例，或 0 表示不合并类别。</translation>
    </message>
    <message>
        <source>%1 is %2, but the points of %3 are one set: leave %3 out to have the sets drawn, or choose 1 for %1.</source>
        <translation>%1 为 %2，但 %3 的点只是一组：请不给出 %3，由程序抽取各组，或把 %1 设为 1。</translation>
    </message>
    <message>
        <source>%1 is %2, but there are %3 samples already: choose a larger number, or 0.</source>
        <translation>%1 为 %2，但已有 %3 个样本：请选择更大的数，或 0。</translation>
    </message>
    <message>
        <source>%1 is %2, but there are only %3 %4: %5 neighbours are used.</source>
        <translation>%1 为 %2，但只有 %3 个%4：使用 %5 个近邻。</translation>
    </message>
    <message>
        <source>%1 is empty: choose at least one feature.</source>
        <translation>%1 为空：请至少选择一个特征。</translation>
    </message>
    <message>
        <source>%1 is empty: choose at least one raster.</source>
        <translation>%1 为空：请至少选择一个栅格。</translation>
    </message>
    <message>
        <source>%1 is empty: give at least one number of filters, such as '16,32'.</source>
        <translation>%1 为空：请至少给出一个滤波器数，例如 '16,32'。</translation>
    </message>
    <message>
        <source>%1 is empty: give percentages such as '1, 5, 10, 20'.</source>
        <translation>%1 为空：请给出百分比，例如 '1, 5, 10, 20'。</translation>
    </message>
    <message>
        <source>%1 is exclude, and %2 samples lack values: choose fill or learn, or leave these samples out.</source>
        <translation>%1 为 exclude，而 %2 个样本缺少数值：请选择 fill 或 learn，或剔除这些样本。</translation>
    </message>
    <message>
        <source>%1 is likely to take %2.</source>
        <translation>%1预计需要%2。</translation>
    </message>
    <message>
        <source>%1 is likely to take %2. %3</source>
        <translation>%1预计需要%2。%3</translation>
    </message>
    <message>
        <source>%1 is log-odds, but no class of '%2' has %3 samples: join classes of the layer, leave it out of %4, or choose one-hot.</source>
        <translation>%1 为对数几率，但“%2”没有一个类别有 %3 个样本：请合并该图层的类别，从 %4 中去掉它，或选择独热编码。</translation>
    </message>
    <message>
        <source>%1 is log-odds, but no feature is a layer of class codes: build the stack with the layer in %2 and without %3, or choose one-hot.</source>
        <translation>%1 为对数几率，但没有特征是类别编码图层：请构建图层栈，在 %2 中指明该图层且不用 %3，或选择独热编码。</translation>
    </message>
    <message>
        <source>%1 is log-odds, but no sample of a training part has a class of '%2' in its own cell: leave it out of %3, or choose one-hot.</source>
        <translation>%1 为对数几率，但训练部分没有样本在其自身像元中属于“%2”的某个类别：请从 %3 中去掉它，或选择独热编码。</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 缺失</translation>
    </message>
    <message>
        <source>%1 is too large for this many features: choose a smaller one, such as 5, 9 or 15.</source>
        <translation>%1 对于这么多特征来说太大：请选择更小的，例如 5、9 或 15。</translation>
    </message>
    <message>
        <source>%1 is too small for this network: each convolution takes %2 - 1 cells off it, and %3 halves the rest; choose a larger %1 or fewer %4.</source>
        <translation>%1 对这个网络来说太小：每个卷积层减去 %2 - 1 个像元，而 %3 使剩余部分减半；请选择更大的 %1 或更少的 %4。</translation>
    </message>
    <message>
        <source>%1 leaves fewer than 2 negatives: choose a larger ratio, such as 1.</source>
        <translation>%1 只剩不到 2 个非矿点：请选择更大的比率，例如 1。</translation>
    </message>
    <message>
        <source>%1 leaves out '%2': name all chosen features.</source>
        <translation>%1 漏掉了“%2”：请写出所有选定的特征。</translation>
    </message>
    <message>
        <source>%1 left out: %2.</source>
        <translation>%1剔除：%2。</translation>
    </message>
    <message>
        <source>%1 make it shorter.</source>
        <translation>%1，可缩短时间。</translation>
    </message>
    <message>
        <source>%1 makes a layer of more than a million values for each cell: choose smaller numbers, such as '16,32'.</source>
        <translation>%1 构成的层在每个像元上超过一百万个值：请选择更小的数，例如 '16,32'。</translation>
    </message>
    <message>
        <source>%1 makes a layer of more weights than memory holds: choose smaller numbers, such as '64'.</source>
        <translation>%1 构成的层的权重超出内存所能容纳：请选择更小的数，例如 '64'。</translation>
    </message>
    <message>
        <source>%1 makes an input of more than a million values for each cell: choose a smaller number of bins, or 0.</source>
        <translation>%1 构成的输入在每个像元上超过一百万个值：请选择较少的区间，或 0。</translation>
    </message>
    <message>
        <source>%1 makes it shorter.</source>
        <translation>%1，可缩短时间。</translation>
    </message>
    <message>
        <source>%1 moves the mean %2 most (by %3)%4</source>
        <translation>%1 使平均%2变动最大（变动 %3）%4</translation>
    </message>
    <message>
        <source>%1 must be above 0 for distance-constrained negatives: give a distance in map units, or choose random negatives.</source>
        <translation>距离约束的非矿点要求 %1 大于 0：请以地图单位给出距离，或选择随机非矿点。</translation>
    </message>
    <message>
        <source>%1 must be above 0: choose a value such as 0.001.</source>
        <translation>%1 必须大于 0：请选择例如 0.001 的值。</translation>
    </message>
    <message>
        <source>%1 must be an odd number of cells: choose 1 for the vector network, or 5, 9, 15.</source>
        <translation>%1 必须是奇数个像元：向量网络请选 1，否则选 5、9、15。</translation>
    </message>
    <message>
        <source>%1 must be an odd number of features: choose 1, 3 or 5.</source>
        <translation>%1 必须是奇数个特征：请选择 1、3 或 5。</translation>
    </message>
    <message>
        <source>%1 must be at least 0 and below 1: choose a value such as 0.2.</source>
        <translation>%1 必须至少为 0 且小于 1：请选择例如 0.2 的值。</translation>
    </message>
    <message>
        <source>%1 must be at least 0: choose a number of epochs such as 20, or 0 to train without early stopping.</source>
        <translation>%1 必须至少为 0：请选择例如 20 的轮数，或 0 表示不早停。</translation>
    </message>
    <message>
        <source>%1 must be at least 0: choose a value such as 0.0001.</source>
        <translation>%1 必须至少为 0：请选择例如 0.0001 的值。</translation>
    </message>
    <message>
        <source>%1 must be at least 0: choose a value such as 0.4, or 0 to train without it.</source>
        <translation>%1 必须至少为 0：请选择例如 0.4 的值，或 0 表示不使用。</translation>
    </message>
    <message>
        <source>%1 must be at least 1: choose a number of networks such as 5.</source>
        <translation>%1 必须至少为 1：请选择例如 5 的网络数。</translation>
    </message>
    <message>
        <source>%1 must be at least 1: choose a number such as 1 or 10.</source>
        <translation>%1 必须至少为 1：请选择例如 1 或 10 的数。</translation>
    </message>
    <message>
        <source>%1 must be at least 1: choose a number such as 1 or 20.</source>
        <translation>%1 必须至少为 1：请选择例如 1 或 20 的数。</translation>
    </message>
    <message>
        <source>%1 must be at least 1: choose a number such as 200.</source>
        <translation>%1 必须至少为 1：请选择例如 200 的数。</translation>
    </message>
    <message>
        <source>%1 must be at least 1: choose a number such as 32.</source>
        <translation>%1 必须至少为 1：请选择例如 32 的数。</translation>
    </message>
    <message>
        <source>%1 must be at least 2 to draw a curve; 50 is usual.</source>
        <translation>绘制曲线要求 %1 至少为 2；通常为 50。</translation>
    </message>
    <message>
        <source>%1 must be at least 2: choose a number such as 5.</source>
        <translation>%1 必须至少为 2：请选择例如 5 的数。</translation>
    </message>
    <message>
        <source>%1 must be from 1 to %2: choose a number such as 500.</source>
        <translation>%1 必须在 1 到 %2 之间：请选择例如 500 的数。</translation>
    </message>
    <message>
        <source>%1 must be from 2 to %2: choose a number such as 5.</source>
        <translation>%1 必须在 2 到 %2 之间：请选择例如 5 的数。</translation>
    </message>
    <message>
        <source>%1 must lie between 0 and %2: choose a number of bins such as 8, or 0 to show the network the values alone.</source>
        <translation>%1 必须在 0 到 %2 之间：请选择例如 8 的区间数，或 0 表示只向网络输入特征值本身。</translation>
    </message>
    <message>
        <source>%1 must lie between 0 and 1: choose a share such as 0.3.</source>
        <translation>%1 必须在 0 到 1 之间：请选择例如 0.3 的比例。</translation>
    </message>
    <message>
        <source>%1 names '%2' twice: give each layer one transform.</source>
        <translation>%1 中“%2”出现了两次：请每个图层只给一个变换。</translation>
    </message>
    <message>
        <source>%1 names '%2' twice: give each layer one unit.</source>
        <translation>%1 中“%2”出现了两次：请每个图层只给一个单位。</translation>
    </message>
    <message>
        <source>%1 names '%2' twice: name each feature once.</source>
        <translation>%1 中“%2”出现了两次：请每个特征只写一次。</translation>
    </message>
    <message>
        <source>%1 names '%2', but no band is called so: write it as in the layers.</source>
        <translation>%1 提到“%2”，但没有这样名称的波段：请按图层中的写法书写。</translation>
    </message>
    <message>
        <source>%1 names '%2', which holds classes by its record, and these have no unit: leave it out.</source>
        <translation>%1 提到“%2”，据其记录它存放的是类别，而类别没有单位：请去掉它。</translation>
    </message>
    <message>
        <source>%1 names '%2', which is a log-ratio by its record, and a ratio has no unit: leave it out.</source>
        <translation>%1 提到“%2”，据其记录它是对数比，而比值没有单位：请去掉它。</translation>
    </message>
    <message>
        <source>%1 names '%2', which is no feature: name the chosen features only.</source>
        <translation>%1 提到“%2”，它不是特征：请只写选定的特征。</translation>
    </message>
    <message>
        <source>%1 names '%2', whose numbers are classes, which have no unit: leave it out there, or out of %3.</source>
        <translation>%1 提到“%2”，其数字是类别，没有单位：请在那里去掉它，或从 %3 中去掉。</translation>
    </message>
    <message>
        <source>%1 names '%2', whose numbers are classes: leave it out there, or out of %3.</source>
        <translation>%1 提到“%2”，其数字是类别：请在那里去掉它，或从 %3 中去掉。</translation>
    </message>
    <message>
        <source>%1 needs at least %2 %3 and found %4: choose random oversampling or gaussian noise, or give more samples.</source>
        <translation>%1 至少需要 %2 个%3，只找到 %4 个：请选择随机过采样或高斯噪声，或给出更多样本。</translation>
    </message>
    <message>
        <source>%1 networks, %2 features</source>
        <translation>%1 个网络，%2 个特征</translation>
    </message>
    <message>
        <source>%1 observed training samples are stored for explanations to compare with.</source>
        <translation>模型存有 %1 个实测训练样本，供解释时作对比。</translation>
    </message>
    <message>
        <source>%1 of %2 % joins all classes of the band '%3' into one: choose a smaller share.</source>
        <translation>%1 为 %2 % 会把波段“%3”的所有类别合为一个：请选择更小的比例。</translation>
    </message>
    <message>
        <source>%1 of %2 cells have data in every band.</source>
        <translation>%2 个像元中有 %1 个在每个波段都有数据。</translation>
    </message>
    <message>
        <source>%1 of %2 gives more than 10^10 cells: choose a larger one or a smaller extent.</source>
        <translation>%1 为 %2 会产生超过 10^10 个像元：请选择更大的值或更小的范围。</translation>
    </message>
    <message>
        <source>%1 of %2 is larger than the extent of the stack: choose a smaller one.</source>
        <translation>%1 为 %2，大于图层栈的范围：请选择更小的值。</translation>
    </message>
    <message>
        <source>%1 of %2 map units leaves no cell for negatives: choose a smaller distance.</source>
        <translation>%1 为 %2 地图单位时没有像元可作非矿点：请选择更小的距离。</translation>
    </message>
    <message>
        <source>%1 of %2 samples lack a layer: %3.</source>
        <translation>%2 个样本中有 %1 个缺少图层：%3。</translation>
    </message>
    <message>
        <source>%1 of %2 samples lie very far from all others (sample %3%4), and blocks that are laid over all of them hold the others in few: check their coordinates, or leave them out.</source>
        <translation>%2 个样本中有 %1 个距其他所有样本非常远（样本 %3%4），覆盖全部样本的分块会使其余样本集中在少数块中：请检查它们的坐标，或剔除它们。</translation>
    </message>
    <message>
        <source>%1 of %2 targets are smaller than %3 says and are left out of the polygons; a raster of target levels keeps them.</source>
        <translation>%2 个靶区中有 %1 个小于 %3 的规定，不列入多边形；靶区等级栅格会保留它们。</translation>
    </message>
    <message>
        <source>%1 of %2 trainings are done.</source>
        <translation>%2 次训练中已完成 %1 次。</translation>
    </message>
    <message>
        <source>%1 of the variance</source>
        <translation>占方差的 %1</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 或 %2</translation>
    </message>
    <message>
        <source>%1 or a smaller BACKGROUND_SIZE makes it shorter%2</source>
        <translation>%1或减小 BACKGROUND_SIZE 可缩短时间%2</translation>
    </message>
    <message>
        <source>%1 other features</source>
        <translation>其他 %1 个特征</translation>
    </message>
    <message>
        <source>%1 other layers</source>
        <translation>其他 %1 个图层</translation>
    </message>
    <message>
        <source>%1 pairs of layers tell nearly the same (table below): consider leaving one of each out.</source>
        <translation>有 %1 对图层的信息几乎相同（见下表）：可考虑每对各舍去一个。</translation>
    </message>
    <message>
        <source>%1 per unit</source>
        <translation>每单位的%1</translation>
    </message>
    <message>
        <source>%1 per unit of the stack's values</source>
        <translation>图层栈数值每单位的%1</translation>
    </message>
    <message>
        <source>%1 polygons hold no centre of a cell with data and are left out.</source>
        <translation>有 %1 个多边形不含任何有数据像元的中心，已剔除。</translation>
    </message>
    <message>
        <source>%1 raise, %2 lower it</source>
        <translation>%1 个提高，%2 个降低</translation>
    </message>
    <message>
        <source>%1 reaches beyond a pole (latitude %2): correct the georeferencing of the raster, or its CRS.</source>
        <translation>%1 越过了极点（纬度 %2）：请纠正栅格的地理配准或其 CRS。</translation>
    </message>
    <message>
        <source>%1 removes every cell of the stack: choose a mask that overlaps the layers.</source>
        <translation>%1 去除了图层栈的全部像元：请选择与图层重叠的掩膜。</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>%1 samples</source>
        <translation>%1 个样本</translation>
    </message>
    <message>
        <source>%1 samples explained against %2 background samples, %3</source>
        <translation>已用 %2 个背景样本解释 %1 个样本，%3</translation>
    </message>
    <message>
        <source>%1 samples, %2 features</source>
        <translation>%1 个样本，%2 个特征</translation>
    </message>
    <message>
        <source>%1 targets, one sheet each</source>
        <translation>%1 个靶区，每个一页</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>%1 to %2 of the deposits (top %3 of the area, at least %4)</source>
        <translation>矿点的 %1 至 %2（面积前 %3，至少 %4）</translation>
    </message>
    <message>
        <source>%1 to below %2</source>
        <translation>%1 到 %2 以下</translation>
    </message>
    <message>
        <source>%1 training sample is of the class '%2', and in %3 % of the %4 it is otherwise: the model learnt nothing of that.</source>
        <translation>%1训练样本属于类别“%2”，而%4中有 %3 % 与此不同：模型对此一无所知。</translation>
    </message>
    <message>
        <source>%1 trainings</source>
        <translation>%1 次训练</translation>
    </message>
    <message>
        <source>%1 trainings were taken from the run that was stopped.</source>
        <translation>%1 次训练取自此前停止的运行。</translation>
    </message>
    <message>
        <source>%1 trainings were taken from the shards and from runs before.</source>
        <translation>%1 次训练取自各分片和以前的运行。</translation>
    </message>
    <message>
        <source>%1 trainings were taken from the shards, and %2 are done here.</source>
        <translation>%1 次训练取自各分片，%2 次在此进行。</translation>
    </message>
    <message>
        <source>%1 used: %2 of %3.</source>
        <translation>使用的%1：%3 个中的 %2 个。</translation>
    </message>
    <message>
        <source>%1 x %1 cells</source>
        <translation>%1 x %1 个像元</translation>
    </message>
    <message>
        <source>%1 x %2 cells instead of %3 x %4</source>
        <translation>是 %1 x %2 个像元而不是 %3 x %4 个</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1, %2 features</source>
        <translation>%1，%2 个特征</translation>
    </message>
    <message>
        <source>%1, %2 features, %3</source>
        <translation>%1，%2 个特征，%3</translation>
    </message>
    <message>
        <source>%1, %2, fingerprint %3</source>
        <translation>%1，%2，指纹 %3</translation>
    </message>
    <message>
        <source>%1, GROUP_CLASSES</source>
        <translation>%1、使用 GROUP_CLASSES</translation>
    </message>
    <message>
        <source>%1, OUTPUT_SPACE logit</source>
        <translation>%1、把 OUTPUT_SPACE 设为 logit</translation>
    </message>
    <message>
        <source>%1, and %2 are %3</source>
        <translation>%1，%2 个为 %3</translation>
    </message>
    <message>
        <source>%1, from threshold to threshold</source>
        <translation>%1，从阈值到阈值</translation>
    </message>
    <message>
        <source>%1, judged by %2 on %3</source>
        <translation>%1，由 %2在 %3 的范围内评判</translation>
    </message>
    <message>
        <source>%1, kernels for %2</source>
        <translation>%1，计算核适用于 %2</translation>
    </message>
    <message>
        <source>%1, log-odds of its classes, from threshold to threshold</source>
        <translation>%1，其类别的对数几率，从阈值到阈值</translation>
    </message>
    <message>
        <source>%1, model A</source>
        <translation>%1，模型 A</translation>
    </message>
    <message>
        <source>%1, model B</source>
        <translation>%1，模型 B</translation>
    </message>
    <message>
        <source>%1, no SPREAD</source>
        <translation>%1、不输出 SPREAD</translation>
    </message>
    <message>
        <source>%1, overfitting %2</source>
        <translation>%1，过拟合 %2</translation>
    </message>
    <message>
        <source>%1, while other layers of this run have one: set it in the layer's properties%2</source>
        <translation>%1，而本次运行的其他图层都有：请在图层属性中设置%2</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2 classes%3.</source>
        <translation>%1：%2 个类别%3。</translation>
    </message>
    <message>
        <source>%1: %2 deposits are expected in %3 mapped cells, each of which holds less than one: give a smaller number.</source>
        <translation>%1：在 %3 个制图像元中预期有 %2 个矿床，而每个像元容不下一个：请给出更小的数。</translation>
    </message>
    <message>
        <source>%1: %2 folds need as many observed samples of each class, and there are %3 %4; choose at most that many folds, or leave-one-out.</source>
        <translation>%1：%2 折要求每类至少有同样多的实测样本，而只有 %3 个%4；请至多选择这么多折，或选择留一法。</translation>
    </message>
    <message>
        <source>%1: %2 has %3 bands, and which of them tells what is inside cannot be known: choose a raster of one band (Rearrange bands makes one).</source>
        <translation>%1：%2有 %3 个波段，无法得知由哪个波段说明内外：请选择单波段栅格（用“重排波段”可生成）。</translation>
    </message>
    <message>
        <source>%1: %2 has no band %3%4</source>
        <translation>%1：%2 没有波段 %3%4</translation>
    </message>
    <message>
        <source>%1: %2 has no band '%3', which the model learnt (%4): give the stack that the model was trained on, or one with '%5' among its transforms.</source>
        <translation>%1：%2 没有模型所学的波段“%3”（%4）：请给出训练模型时的图层栈，或变换中含有“%5”的图层栈。</translation>
    </message>
    <message>
        <source>%1: %2 lies on another grid than %3: make the mask on the grid of the stack.</source>
        <translation>%1：%2 的格网与 %3 不同：请在图层栈的格网上制作掩膜。</translation>
    </message>
    <message>
        <source>%1: %2 of %3 %4 remain%5, and at least 2 are needed: check the CRS of the points, the mask and the NoData of the layers.</source>
        <translation>%1：%3 个%4中剩下 %2 个%5，而至少需要 2 个：请检查点的 CRS、掩膜和图层的 NoData。</translation>
    </message>
    <message>
        <source>%1: %2 of %3 samples do not say what was done to their layers (field '%4'), as the others do: they are taken to be of the same stack; if they are not, leave them out.</source>
        <translation>%1：%3 个样本中有 %2 个未说明其图层做过什么处理（字段“%4”），而其他样本有说明：视为来自同一图层栈；若不是，请剔除它们。</translation>
    </message>
    <message>
        <source>%1: %2 of the %3 points of the layer '%4' are no %5 by its field 'label' and are left out.</source>
        <translation>%1：图层“%4”的 %3 个点中有 %2 个据其字段“label”不是%5，已剔除。</translation>
    </message>
    <message>
        <source>%1: %2 of the %3 points of the layer '%4' cannot be brought to the CRS of the raster and are left out (feature %5%6); check their coordinates.</source>
        <translation>%1：图层“%4”的 %3 个点中有 %2 个无法转换到栅格的 CRS，已剔除（要素 %5%6）；请检查其坐标。</translation>
    </message>
    <message>
        <source>%1: %2 of the %3 points of the layer '%4' were made by augmentation (field 'origin') and are left out.</source>
        <translation>%1：图层“%4”的 %3 个点中有 %2 个由数据增强生成（字段“origin”），已剔除。</translation>
    </message>
    <message>
        <source>%1: %2 of the %3 rows of the table '%4' hold no numbers in the columns %5 and are left out; write the coordinates as plain numbers.</source>
        <translation>%1：表“%4”的 %3 行中有 %2 行的列 %5 不是数字，已略去；请把坐标写成普通数字。</translation>
    </message>
    <message>
        <source>%1: %2 of the %3 shards are missing (%4): make them, then join again.</source>
        <translation>%1：%3 个分片中缺少 %2 个（%4）：请制作它们，再重新合并。</translation>
    </message>
    <message>
        <source>%1: %2 of the mapped cells.</source>
        <translation>%1：占制图像元的 %2。</translation>
    </message>
    <message>
        <source>%1: %2 resamples are too few for an interval; give at least %3, or 0 for no intervals.</source>
        <translation>%1：%2 次重抽样不足以给出区间；请至少给 %3 次，或 0 表示不计算区间。</translation>
    </message>
    <message>
        <source>%1: %2 samples without a label or with an empty feature value were left out.</source>
        <translation>%1：%2 个没有标签或有特征值为空的样本被剔除。</translation>
    </message>
    <message>
        <source>%1: %2 samples without a label or with data of too few layers (MIN_PRESENT) were left out.</source>
        <translation>%1：%2 个没有标签或有数据的图层太少（MIN_PRESENT）的样本被剔除。</translation>
    </message>
    <message>
        <source>%1: %2 samples without a label or without any feature value were left out.</source>
        <translation>%1：%2 个没有标签或没有任何特征值的样本被剔除。</translation>
    </message>
    <message>
        <source>%1: %2 samples without a whole window inside the evidence stack were left out.</source>
        <translation>%1：%2 个在证据图层栈内没有完整窗口的样本被剔除。</translation>
    </message>
    <message>
        <source>%1: %2 samples without data in their cell, or with a window that reaches beyond the evidence stack, were left out.</source>
        <translation>%1：%2 个所在像元没有数据或窗口超出证据图层栈的样本被剔除。</translation>
    </message>
    <message>
        <source>%1: %2 usable deposit(s) and %3 usable non-deposit(s) were found; at least 2 of each are needed.</source>
        <translation>%1：找到 %2 个可用的矿点和 %3 个可用的非矿点；每类至少需要 2 个。</translation>
    </message>
    <message>
        <source>%1: %2: build the stack with it in CATEGORICAL and with ONE_HOT, unless its numbers measure something.</source>
        <translation>%1：%2：除非其数字表示某种测量值，请在 CATEGORICAL 中指明它并使用 ONE_HOT 构建图层栈。</translation>
    </message>
    <message>
        <source>%1: %2: name it in %3, unless its numbers measure something.</source>
        <translation>%1：%2：除非其数字表示某种测量值，请在 %3 中指明它。</translation>
    </message>
    <message>
        <source>%1: %2; %3.</source>
        <translation>%1：%2；%3。</translation>
    </message>
    <message>
        <source>%1: %2; left out.</source>
        <translation>%1：%2；已剔除。</translation>
    </message>
    <message>
        <source>%1: '%2' %3</source>
        <translation>%1：“%2”%3</translation>
    </message>
    <message>
        <source>%1: '%2' cannot be opened; check that the file exists and is a %3.</source>
        <translation>%1：无法打开“%2”；请检查文件是否存在，以及是否为%3。</translation>
    </message>
    <message>
        <source>%1: '%2' cannot be opened; check the address, the connection and your access to it, and that it is a %3.</source>
        <translation>%1：无法打开“%2”；请检查地址、网络连接和访问权限，并确认它是%3。</translation>
    </message>
    <message>
        <source>%1: '%2' cannot be read: write it like 'W=log; Sn=winsorize 1 99; magnetics=standardize; clr(Cu, Zn, Pb)'.</source>
        <translation>%1：无法读懂“%2”：请写成 'W=log; Sn=winsorize 1 99; magnetics=standardize; clr(Cu, Zn, Pb)' 的形式。</translation>
    </message>
    <message>
        <source>%1: '%2' cannot be read: write it like 'tungsten=ppm; gravity=mGal'.</source>
        <translation>%1：无法读懂“%2”：请写成 'tungsten=ppm; gravity=mGal' 的形式。</translation>
    </message>
    <message>
        <source>%1: '%2' cannot be read; allow reading it.</source>
        <translation>%1：无法读取“%2”；请允许读取。</translation>
    </message>
    <message>
        <source>%1: '%2' cannot stand for '%3': write it without semicolons, equals signs and quotation marks.</source>
        <translation>%1：“%2”不能代表“%3”：请写成不含分号、等号和引号的形式。</translation>
    </message>
    <message>
        <source>%1: '%2' could not be copied, which a layer is added to (%3); free some space on the disk, allow reading the file, or choose another one.</source>
        <translation>%1：无法复制要添加图层的“%2”（%3）；请释放磁盘空间，允许读取该文件，或选择其他文件。</translation>
    </message>
    <message>
        <source>%1: '%2' could not be written whole; free some space on the disk or choose another folder.</source>
        <translation>%1：“%2”未能完整写出；请释放磁盘空间或选择其他文件夹。</translation>
    </message>
    <message>
        <source>%1: '%2' divides the map into no parts: write how many there are, such as 3/40.</source>
        <translation>%1：“%2”没有把图分成任何部分：请写出总份数，例如 3/40。</translation>
    </message>
    <message>
        <source>%1: '%2' has %3 numbers for zeros and %4 layers: give one number, or one for each layer.</source>
        <translation>%1：“%2”有 %3 个零值替代数和 %4 个图层：请给一个数，或每个图层一个。</translation>
    </message>
    <message>
        <source>%1: '%2' has one layer, but a log-ratio is made of two at least: name the others, or write a logarithm of this one.</source>
        <translation>%1：“%2”只有一个图层，而对数比至少由两个图层构成：请写出其他图层，或对它取对数。</translation>
    </message>
    <message>
        <source>%1: '%2' in '%3' is also the layer of %4; give each output its own.</source>
        <translation>%1：“%3”中的“%2”也是 %4 的图层；请为每个输出各给一个。</translation>
    </message>
    <message>
        <source>%1: '%2' in the field '%3' is no number, nor are %4 others; samples without a number in it count as without a value.</source>
        <translation>%1：字段“%3”中的“%2”不是数字，另有 %4 个也不是；其中没有数字的样本视为没有值。</translation>
    </message>
    <message>
        <source>%1: '%2' is a vector layer; choose a raster, or make one of it with Vector evidence.</source>
        <translation>%1：“%2”是矢量图层；请选择栅格，或用“矢量证据”将其做成栅格。</translation>
    </message>
    <message>
        <source>%1: '%2' is also a raster of a shard, and would be lost; choose another file.</source>
        <translation>%1：“%2”也是某个分片的栅格，会因此丢失；请选择其他文件。</translation>
    </message>
    <message>
        <source>%1: '%2' is also the file of %3; give each output its own.</source>
        <translation>%1：“%2”也是 %3 的文件；请为每个输出给出各自的文件。</translation>
    </message>
    <message>
        <source>%1: '%2' is also what %3 reads, and would be lost; choose another file.</source>
        <translation>%1：“%2”也是 %3 所读取的文件，会因此丢失；请选择其他文件。</translation>
    </message>
    <message>
        <source>%1: '%2' is no file; name a file without '|', or write ogr:dbname='FILE.gpkg' table="NAME" (geom) to add a layer to one.</source>
        <translation>%1：“%2”不是文件；请给出不含 '|' 的文件名，或写成 ogr:dbname='FILE.gpkg' table="NAME" (geom)，以向其中添加图层。</translation>
    </message>
    <message>
        <source>%1: '%2' is no list of rising percentages; write it like '1, 5, 10, 20'.</source>
        <translation>%1：“%2”不是递增的百分比列表；请写成 '1, 5, 10, 20' 的形式。</translation>
    </message>
    <message>
        <source>%1: '%2' is no part of a map: write its number and how many there are, such as 3/40.</source>
        <translation>%1：“%2”不是图的一部分：请写出其编号和总份数，例如 3/40。</translation>
    </message>
    <message>
        <source>%1: '%2' is none of its choices; choose one of %3, or its number from 0 to %4.</source>
        <translation>%1：“%2”不在选项之中；请选择 %3 之一，或其编号 0 到 %4。</translation>
    </message>
    <message>
        <source>%1: '%2' is not a list of whole numbers; write numbers separated by commas, such as '16,32'.</source>
        <translation>%1：“%2”不是整数列表；请写出以英文逗号分隔的数字，例如 '16,32'。</translation>
    </message>
    <message>
        <source>%1: '%2' is not the raster that '%3' tells of, but one of another run; make that shard again.</source>
        <translation>%1：“%2”不是“%3”所说明的栅格，而属于另一次运行；请重新制作该分片。</translation>
    </message>
    <message>
        <source>%1: '%2' is of a format that could not keep the field names %3; choose a GeoPackage to keep them.</source>
        <translation>%1：“%2”的格式不能保留字段名 %3；请选择 GeoPackage 以保留它们。</translation>
    </message>
    <message>
        <source>%1: '%2' is of a format that cut texts in %3 to %4 bytes; choose a GeoPackage to keep them.</source>
        <translation>%1：“%2”的格式把 %3 中的文本截断为 %4 字节；请选择 GeoPackage 以保留它们。</translation>
    </message>
    <message>
        <source>%1: '%2' is of a format that keeps no points, which spatial blocks and windows need later; choose a GeoPackage to keep them.</source>
        <translation>%1：“%2”的格式不保存点，而空间分块和窗口之后需要点；请选择 GeoPackage 以保留它们。</translation>
    </message>
    <message>
        <source>%1: '%2' is of another run than '%3', with another %4: keep the shards of each run in a folder of their own.</source>
        <translation>%1：“%2”与“%3”属于不同的运行，其 %4 不同：请把每次运行的分片放在各自的文件夹中。</translation>
    </message>
    <message>
        <source>%1: '%2' was changed by another program during the run, and is left so; run again, or choose another file.</source>
        <translation>%1：“%2”在运行期间被其他程序更改，现保持更改后的内容；请重新运行，或选择其他文件。</translation>
    </message>
    <message>
        <source>%1: '%2', of which '%3' tells, is not there; put it beside the summary, or make that shard again.</source>
        <translation>%1：“%3”所说明的“%2”不存在；请把它放到摘要旁边，或重新制作该分片。</translation>
    </message>
    <message>
        <source>%1: SEED of the shards is no whole number from 0 on: make them again.</source>
        <translation>%1：分片的 SEED 不是从 0 起的整数：请重新制作。</translation>
    </message>
    <message>
        <source>%1: a feature could not be written (%2); free some space on the disk or choose another destination.</source>
        <translation>%1：无法写入某个要素（%2）；请释放磁盘空间或选择其他目标。</translation>
    </message>
    <message>
        <source>%1: a file beside it, '%2', is what %3 reads, and would be lost; choose another name.</source>
        <translation>%1：其旁边的文件“%2”是 %3 所读取的，会因此丢失；请选择其他名称。</translation>
    </message>
    <message>
        <source>%1: a random forest needs two features or more, since each split chooses among some of them by chance; add a feature, or choose another reference model.</source>
        <translation>%1：随机森林需要两个或更多特征，因为每次分裂都从中随机选取；请增加特征，或选择其他参考模型。</translation>
    </message>
    <message>
        <source>%1: a shard does not know the whole map; leave it out, and ask prospectivity:joinshards for it.</source>
        <translation>%1：单个分片不了解整幅图；请不给出它，改由 prospectivity:joinshards 生成。</translation>
    </message>
    <message>
        <source>%1: a shard does some of the trainings alone; leave it out, and ask the run with SHARDS for it.</source>
        <translation>%1：一个分片只做部分训练；请不给出它，而在带 SHARDS 的运行中索取。</translation>
    </message>
    <message>
        <source>%1: accuracy %2, recall %3, F1 %4, AUC %5</source>
        <translation>%1：准确率 %2，召回率 %3，F1 %4，AUC %5</translation>
    </message>
    <message>
        <source>%1: all cells of %2 that are judged have the same value, so the map ranks nothing; choose another raster, %3 or %4.</source>
        <translation>%1：%2 中参与评判的所有像元的值都相同，因此该图不能排序；请选择其他栅格、%3 或 %4。</translation>
    </message>
    <message>
        <source>%1: all points of the layer '%2' are taken for %3; if its field %4 tells deposits from non-deposits, name that field 'label', or select the %3.</source>
        <translation>%1：图层“%2”的所有点都视为%3；若其字段 %4 区分矿点与非矿点，请把该字段命名为“label”，或选中%3。</translation>
    </message>
    <message>
        <source>%1: all points of the layer '%2' are taken for %3; if its field %4 tells deposits from non-deposits, select the %3, or give the layer a field 'label' of 1 and 0.</source>
        <translation>%1：图层“%2”的所有点都视为%3；若其字段 %4 区分矿点与非矿点，请选中%3，或为图层添加取值为 1 和 0 的字段“label”。</translation>
    </message>
    <message>
        <source>%1: all points of the layer '%2' were made by augmentation (field 'origin'); choose the places where something was found.</source>
        <translation>%1：图层“%2”的所有点都由数据增强生成（字段“origin”）；请选择实际有发现的地点。</translation>
    </message>
    <message>
        <source>%1: all samples lie at one place, so there are no spatial blocks; choose another way of holding out.</source>
        <translation>%1：所有样本都在同一地点，因此没有空间分块；请选择其他留出方式。</translation>
    </message>
    <message>
        <source>%1: cells in which the layers of '%2' amount to no more than what stands for their zeros have no log-ratios and are NoData (%3 of them): give smaller numbers for zeros if they are to have some.</source>
        <translation>%1：“%2”的图层之和不超过其零值替代数的像元没有对数比，为 NoData（共 %3 个）：若要其有值，请给出更小的零值替代数。</translation>
    </message>
    <message>
        <source>%1: cells with log-ratios, those with data in every layer of the group: %2.</source>
        <translation>%1：有对数比的像元（该组每个图层都有数据的像元）数：%2。</translation>
    </message>
    <message>
        <source>%1: convolutions of %2 filters with a kernel of %3%4%5, dropout %6 while it was trained.</source>
        <translation>%1：各卷积层的滤波器数为 %2，核大小为 %3%4%5，训练时 dropout 为 %6。</translation>
    </message>
    <message>
        <source>%1: every target is smaller, so that there are no polygons; choose a smaller area.</source>
        <translation>%1：所有靶区都更小，因此没有多边形；请选择更小的面积。</translation>
    </message>
    <message>
        <source>%1: exact Shapley values of %2 features are out of reach for this model and output space; choose Auto or Permutation, or the output space Logit for a network without hidden dense layers.</source>
        <translation>%1：对此模型和输出空间，无法精确计算 %2 个特征的沙普利值；请选择“自动”或“排列抽样”，或对没有隐藏全连接层的网络选择“对数几率”输出空间。</translation>
    </message>
    <message>
        <source>%1: holding out needs at least 2 observed samples of each class, and there are %2 %3; choose a layer with more samples.</source>
        <translation>%1：留出样本要求每类至少有 2 个实测样本，而只有 %2 个%3；请选择样本更多的图层。</translation>
    </message>
    <message>
        <source>%1: in %2 cells the attributions do not add up to the prediction; a layer's value there is too far from what the model was trained on: check the units of the layers.</source>
        <translation>%1：在 %2 个像元中，各图层的贡献之和与预测不符；那里某个图层的值距模型的训练数据太远：请检查图层的单位。</translation>
    </message>
    <message>
        <source>%1: in %2 of %3 test parts a set has samples of one class alone, and their AUC is not defined; %4 more samples out at once.</source>
        <translation>%1：%3 个测试部分中有 %2 个的某一组只含一类样本，其 AUC 没有定义；%4更多样本。</translation>
    </message>
    <message>
        <source>%1: in no cell do the layers of '%2' amount to more than what stands for their zeros: declare zeros as NoData, or give smaller numbers for them, as in '%2 zeros 0.01'.</source>
        <translation>%1：没有一个像元中“%2”的图层之和超过其零值替代数：请把零声明为 NoData，或给出更小的零值替代数，例如 '%2 zeros 0.01'。</translation>
    </message>
    <message>
        <source>%1: in the label field '%2', '%3' is taken for deposits and '%4' for non-deposits.</source>
        <translation>%1：在标签字段“%2”中，“%3”视为矿点，“%4”视为非矿点。</translation>
    </message>
    <message>
        <source>%1: left out as identifiers or coordinates by their names: %2; choose them among the features if they are evidence.</source>
        <translation>%1：据名称视为标识符或坐标而不采用：%2；若它们是证据，请在特征中选择它们。</translation>
    </message>
    <message>
        <source>%1: left out as keys, columns of the file's format or results of SHAP values: %2.</source>
        <translation>%1：作为键、文件格式的列或 SHAP 值的结果而不采用：%2。</translation>
    </message>
    <message>
        <source>%1: no %2 has data of the layer '%3', so that all that can be learnt from it is that it is missing: check the layer, or build the stack without it.</source>
        <translation>%1：没有%2有图层“%3”的数据，因此从中只能学到它是缺失的：请检查该图层，或构建不含它的图层栈。</translation>
    </message>
    <message>
        <source>%1: no cell has data in at least %2 of the %3 layers of the model; check the layers and the mask, or choose a smaller %4.</source>
        <translation>%1：没有像元在模型的 %3 个图层中至少 %2 个上有数据；请检查图层和掩膜，或选择更小的 %4。</translation>
    </message>
    <message>
        <source>%1: no cell has data in every layer of the model; check the layers and the mask.</source>
        <translation>%1：没有像元在模型的每个图层上都有数据；请检查图层和掩膜。</translation>
    </message>
    <message>
        <source>%1: no layer has a CRS: set the CRS of the layers, or choose %2 beside %3.</source>
        <translation>%1：没有图层有 CRS：请设置图层的 CRS，或在 %3 之外选择 %2。</translation>
    </message>
    <message>
        <source>%1: no numeric field of the layer is evidence; choose samples with evidence values.</source>
        <translation>%1：图层没有可作证据的数值字段；请选择带证据值的样本。</translation>
    </message>
    <message>
        <source>%1: no point of the layer '%2' can be brought to the CRS of the raster; check its coordinates and its CRS.</source>
        <translation>%1：图层“%2”没有点可以转换到栅格的 CRS；请检查其坐标和 CRS。</translation>
    </message>
    <message>
        <source>%1: no sample has a value in every feature; fill the gaps or choose fewer features.</source>
        <translation>%1：没有样本在每个特征上都有值；请填补空缺或选择较少的特征。</translation>
    </message>
    <message>
        <source>%1: no sample has a value in every feature; fill the gaps or choose other samples.</source>
        <translation>%1：没有样本在每个特征上都有值；请填补空缺或选择其他样本。</translation>
    </message>
    <message>
        <source>%1: no sample has a value of '%2', so that there is no range to draw a curve over: choose another layer.</source>
        <translation>%1：没有样本有“%2”的值，因此没有绘制曲线的范围：请选择其他图层。</translation>
    </message>
    <message>
        <source>%1: no sample has a whole window inside the evidence stack; choose samples that lie on it.</source>
        <translation>%1：没有样本在证据图层栈内有完整的窗口；请选择位于其上的样本。</translation>
    </message>
    <message>
        <source>%1: no sample has data in its cell and its window inside the evidence stack; choose samples that lie on it.</source>
        <translation>%1：没有样本的所在像元有数据且窗口在证据图层栈内；请选择位于其上的样本。</translation>
    </message>
    <message>
        <source>%1: no sample has enough values; fill the gaps or choose other samples.</source>
        <translation>%1：没有样本有足够的值；请填补空缺或选择其他样本。</translation>
    </message>
    <message>
        <source>%1: no shift of the scores makes the probabilities of the %2 mapped cells sum up to %3: their log-odds lie too far apart; give another number, and look for layers in other units than the model learnt.</source>
        <translation>%1：得分的任何平移都不能使 %2 个制图像元的概率之和等于 %3：其对数几率相差过大；请给出另一个数，并检查是否有图层的单位与模型所学不同。</translation>
    </message>
    <message>
        <source>%1: no two training samples of the model differ in what it looks at, so there is no distance to measure with: train the model with more samples, or leave the area out.</source>
        <translation>%1：模型的训练样本在其所看的内容上没有差异，因此没有可供度量的距离：请用更多样本训练模型，或不计算适用区域。</translation>
    </message>
    <message>
        <source>%1: none of the %2 %3 can be used (%4): check the CRS of the points, the mask and the NoData of the raster.</source>
        <translation>%1：%2 个%3没有一个可用（%4）：请检查点的 CRS、掩膜和栅格的 NoData。</translation>
    </message>
    <message>
        <source>%1: other classes</source>
        <translation>%1：其他类别</translation>
    </message>
    <message>
        <source>%1: rasters are written as GeoTIFF; choose a file name that ends in '.tif' instead of '%2'.</source>
        <translation>%1：栅格以 GeoTIFF 写出；请选择以 '.tif' 结尾的文件名，代替“%2”。</translation>
    </message>
    <message>
        <source>%1: spatial blocks need samples with coordinates; choose a point layer or another way of holding out.</source>
        <translation>%1：空间分块需要带坐标的样本；请选择点图层或其他留出方式。</translation>
    </message>
    <message>
        <source>%1: text fields are left out although they hold numbers: %2; choose them among the features if they are evidence.</source>
        <translation>%1：文本字段虽含数字但不采用：%2；若它们是证据，请在特征中选择它们。</translation>
    </message>
    <message>
        <source>%1: the band '%2' has %3 classes, too many for one band each (%4): it stays one band of codes, which a model takes for a quantity; raise %5 above %6 % to join more of them.</source>
        <translation>%1：波段“%2”有 %3 个类别，多到无法每类一个波段（%4）：它仍是一个编码波段，模型会当作数量；请把 %5 提高到 %6 % 以上，以合并更多类别。</translation>
    </message>
    <message>
        <source>%1: the band '%2' has a name that samples use for something else; build the stack with another name for it (BAND_NAMES).</source>
        <translation>%1：波段“%2”的名称在样本中另有用途；请用其他名称（BAND_NAMES）构建图层栈。</translation>
    </message>
    <message>
        <source>%1: the band '%2' has more than %3 values, which are no classes: leave it out of %1.</source>
        <translation>%1：波段“%2”有超过 %3 个值，不是类别：请从 %1 中去掉它。</translation>
    </message>
    <message>
        <source>%1: the band '%2' of %3 declares %4 as NoData, which its cells of type %5 cannot hold, so that no cell is NoData; declare another value with Translate, if some are.</source>
        <translation>%1：%3 的波段“%2”把 %4 声明为 NoData，而其类型为 %5 的像元不可能取该值，因此没有像元是 NoData；若确有 NoData，请用“转换格式”声明其他值。</translation>
    </message>
    <message>
        <source>%1: the band '%2' of %3 has cells of %4, which looks like NoData but is not declared so and would count as a value (%5 of %6 cells%7); %8, if it is.</source>
        <translation>%1：%3 的波段“%2”有值为 %4 的像元，看起来像 NoData，却没有这样声明，会当作数值计入（%6 个像元中的 %5 个%7）；若确是 NoData，%8。</translation>
    </message>
    <message>
        <source>%1: the bands '%2' and '%3' differ only in case, which tables do not tell apart: rename one, or give %4.</source>
        <translation>%1：波段“%2”和“%3”只有大小写不同，表格无法区分：请重命名其中一个，或给出 %4。</translation>
    </message>
    <message>
        <source>%1: the bands '%2' and '%3' differ only in case, which tables do not tell apart; build the stack with other names for them (BAND_NAMES).</source>
        <translation>%1：波段“%2”和“%3”只有大小写不同，表格无法区分；请用其他名称（BAND_NAMES）构建图层栈。</translation>
    </message>
    <message>
        <source>%1: the cell lies outside of %2: choose one on it.</source>
        <translation>%1：该像元在 %2 之外：请选择其内的像元。</translation>
    </message>
    <message>
        <source>%1: the codes of the band '%2' have more digits than the cells of a stack: tick %3, or number its classes anew.</source>
        <translation>%1：波段“%2”的编码位数超出图层栈像元所能容纳：请勾选 %3，或对其类别重新编号。</translation>
    </message>
    <message>
        <source>%1: the columns %2 of the table '%3' hold text such as '%4' and no coordinates; write them as numbers.</source>
        <translation>%1：表格“%3”的列 %2 含有“%4”之类的文本而没有坐标；请写成数字。</translation>
    </message>
    <message>
        <source>%1: the commas in %2 are taken for decimal commas, but all of them could group thousands; if they do, write the numbers without them.</source>
        <translation>%1：%2 中的逗号视为小数点，但它们也都可能是千位分隔符；若是，请写成不带逗号的数。</translation>
    </message>
    <message>
        <source>%1: the commas in %2 are taken for decimal commas.</source>
        <translation>%1：%2 中的逗号视为小数点。</translation>
    </message>
    <message>
        <source>%1: the feature '%2' describes the samples and is no evidence; leave it out of the features.</source>
        <translation>%1：特征“%2”描述样本本身，不是证据；请从特征中去掉它。</translation>
    </message>
    <message>
        <source>%1: the feature '%2' holds text such as '%3' and no numbers; leave it out of the features.</source>
        <translation>%1：特征“%2”含有“%3”之类的文本而没有数字；请从特征中去掉它。</translation>
    </message>
    <message>
        <source>%1: the feature '%2' holds values that cannot be transformed as the model learnt them (%3); leave these samples out.</source>
        <translation>%1：特征“%2”含有无法按模型所学方式变换的值（%3）；请剔除这些样本。</translation>
    </message>
    <message>
        <source>%1: the feature '%2' is a result of SHAP values, made by a model that knew the labels of its samples, and no evidence; a model that learns it fails on ground that it has not seen.</source>
        <translation>%1：特征“%2”是 SHAP 值的结果，由知道其样本标签的模型得出，不是证据；学习它的模型在未见过的地区会失效。</translation>
    </message>
    <message>
        <source>%1: the feature '%2' is empty in every sample; leave it out of the features.</source>
        <translation>%1：特征“%2”在每个样本中都为空；请从特征中去掉它。</translation>
    </message>
    <message>
        <source>%1: the feature '%2' is missing in %3 of a training part; leave it out of %1, or hold out fewer samples at once (more %4; of a holdout, a smaller %5).</source>
        <translation>%1：在某个训练部分的%3中缺少特征“%2”；请从 %1 中去掉它，或每次留出更少的样本（更多的 %4；留出法则用更小的 %5）。</translation>
    </message>
    <message>
        <source>%1: the feature '%2' is missing in %3, which teaches nothing of its values; leave it out of %1, or add samples that have it.</source>
        <translation>%1：%3都缺少特征“%2”，无法从中学到其值；请从 %1 中去掉它，或增加有该特征的样本。</translation>
    </message>
    <message>
        <source>%1: the feature '%2' is the label field; leave it out of the features.</source>
        <translation>%1：特征“%2”是标签字段；请从特征中去掉它。</translation>
    </message>
    <message>
        <source>%1: the feature '%2' looks like no evidence (%3); a model that learns it fails on ground that it has not seen.</source>
        <translation>%1：特征“%2”看起来不像证据（%3）；学习它的模型在未见过的地区会失效。</translation>
    </message>
    <message>
        <source>%1: the feature '%2' may be the field '%3' or '%4', and which is meant cannot be told; rename one of them.</source>
        <translation>%1：特征“%2”可能是字段“%3”或“%4”，无法判断指的是哪一个；请重命名其中一个。</translation>
    </message>
    <message>
        <source>%1: the field '%2' holds %3 different whole numbers, of which a model tells %4 apart, since its numbers have 24 bits: if they are codes, number them anew.</source>
        <translation>%1：字段“%2”含 %3 个不同的整数，而模型的数为 24 位，只能区分其中 %4 个：若它们是编码，请重新编号。</translation>
    </message>
    <message>
        <source>%1: the field '%2' holds %3 whole numbers in %4 samples, too few of each to tell classes from a measurement, and is taken for a quantity, of which augmentation makes numbers in between: does it measure something? If not, leave it out of %5, or build a stack with its layer in %6.</source>
        <translation>%1：字段“%2”在 %4 个样本中有 %3 个不同的整数，每个值的样本太少，无法判断是类别还是测量值，现视为数量，数据增强会生成其间的数值：它测量了什么吗？若不是，请从 %5 中去掉它，或把其图层列入 %6 后重建图层栈。</translation>
    </message>
    <message>
        <source>%1: the field '%2' holds %3 whole numbers that are shared as codes of map units are, and is taken for a quantity, of which augmentation makes numbers in between: does it measure something? If not, leave it out of %4, or build a stack with its layer in %5.</source>
        <translation>%1：字段“%2”含 %3 个整数，像地图单元的编码那样被多个样本共用，现被当作数量，数据增强会在其间产生数值：它表示测量值吗？若不是，请从 %4 中去掉它，或在 %5 中指明其图层来构建图层栈。</translation>
    </message>
    <message>
        <source>%1: the field '%2' holds %3, beyond the numbers that models compute with (up to 3.4e38); make it NULL, if it stands for no data, or give the field in another unit.</source>
        <translation>%1：字段“%2”含有 %3，超出模型计算所用的数（至 3.4e38）；若表示无数据，请改为 NULL，或以其他单位给出该字段。</translation>
    </message>
    <message>
        <source>%1: the field '%2' holds '%3' and is no label; the samples are taken as without labels.</source>
        <translation>%1：字段“%2”含有“%3”，不是标签；样本视为没有标签。</translation>
    </message>
    <message>
        <source>%1: the field '%2' holds '%3', which is no record of %4 is not known.</source>
        <translation>%1：字段“%2”含有“%3”，它不是%4不明。</translation>
    </message>
    <message>
        <source>%1: the field '%2' is %3 in %4 of %5 samples, which looks like NoData and would count as a value; make it NULL with the field calculator, if it is.</source>
        <translation>%1：字段“%2”在 %5 个样本中有 %4 个为 %3，看起来像 NoData，会当作数值计入；若确是 NoData，请用字段计算器改为 NULL。</translation>
    </message>
    <message>
        <source>%1: the field '%2' is left out (%3); choose it among the features if it is evidence all the same.</source>
        <translation>%1：字段“%2”未采用（%3）；若它仍是证据，请在特征中选择它。</translation>
    </message>
    <message>
        <source>%1: the field '%2' stands for two features; choose it once.</source>
        <translation>%1：字段“%2”代表了两个特征；请只选择一次。</translation>
    </message>
    <message>
        <source>%1: the field 'label' of the layer '%2' calls none of its points %3; choose another layer, or take the field out of it.</source>
        <translation>%1：图层“%2”的字段“label”没有把任何点标为%3；请选择其他图层，或去掉该字段。</translation>
    </message>
    <message>
        <source>%1: the field 'label' of the layer '%2' holds %3, of which two tell deposits from non-deposits and the others nothing that is known; empty the others, or select the points that count.</source>
        <translation>%1：图层“%2”的字段“label”含有 %3，其中两个值区分矿点与非矿点，其余值含义不明；请清空其余的值，或选中要计入的点。</translation>
    </message>
    <message>
        <source>%1: the field 'label' of the layer '%2' holds %3, which are no labels that are known (1 and 0, yes and no, ...): all points are taken for %4; if it tells deposits from non-deposits, write it so, or select the %4.</source>
        <translation>%1：图层“%2”的字段“label”含有 %3，不是已知的标签（1 和 0、yes 和 no 等）：所有点都视为%4；若它区分矿点与非矿点，请按上述写法书写，或选中%4。</translation>
    </message>
    <message>
        <source>%1: the field 'origin' holds %2%3 and no augmentation method; it is passed over, and all samples are taken as observed.</source>
        <translation>%1：字段“origin”含有 %2%3，不是数据增强方法；该字段被忽略，所有样本视为实测。</translation>
    </message>
    <message>
        <source>%1: the field 'set' holds '%2'%3; it is passed over, and the samples are taken as one set.</source>
        <translation>%1：字段“set”含有“%2”%3；该字段被忽略，样本视为一组。</translation>
    </message>
    <message>
        <source>%1: the fields %2 hold few whole numbers, in too few samples each to tell classes from a measurement, and are taken for quantities, of which augmentation makes numbers in between: do they measure something? Leave those that do not out of %3, or build a stack with their layers in %4.</source>
        <translation>%1：字段 %2 各含少数几个整数，每个值的样本太少，无法判断是类别还是测量值，现视为数量，数据增强会生成其间的数值：它们测量了什么吗？若不是，请从 %3 中去掉这些字段，或把其图层列入 %4 后重建图层栈。</translation>
    </message>
    <message>
        <source>%1: the files of a shard lie in one folder; choose a file beside that of OUTPUT.</source>
        <translation>%1：一个分片的文件放在同一文件夹中；请选择与 OUTPUT 的文件在一起的文件。</translation>
    </message>
    <message>
        <source>%1: the folder '%2' %3; choose another folder.</source>
        <translation>%1：文件夹“%2”%3；请选择其他文件夹。</translation>
    </message>
    <message>
        <source>%1: the folder '%2' does not exist or cannot be read; choose the folder in which runs with a shard left their files.</source>
        <translation>%1：文件夹“%2”不存在或无法读取；请选择分片运行存放文件的文件夹。</translation>
    </message>
    <message>
        <source>%1: the grid of %2 x %3 cells has %4 blocks of %5 x %5, too few for %6 parts: divide it into %4 parts at most.</source>
        <translation>%1：%2 x %3 像元的格网有 %4 个 %5 x %5 的分块，不足以分成 %6 部分：请至多分成 %4 部分。</translation>
    </message>
    <message>
        <source>%1: the label field '%2' has only the value %3; samples of both classes (1 deposit, 0 non-deposit) are needed.</source>
        <translation>%1：标签字段“%2”只有值 %3；需要两类样本（1 为矿点，0 为非矿点）。</translation>
    </message>
    <message>
        <source>%1: the label field '%2' holds '%3'; it must hold 1 for deposits and 0 for non-deposits.</source>
        <translation>%1：标签字段“%2”含有“%3”；它必须以 1 表示矿点，以 0 表示非矿点。</translation>
    </message>
    <message>
        <source>%1: the layer %2 does not overlap %3: check the CRS of both, or leave one out.</source>
        <translation>%1：图层 %2 与 %3 不重叠：请检查两者的 CRS，或去掉其中一个。</translation>
    </message>
    <message>
        <source>%1: the layer %2 has no CRS: set the CRS of the layer, or tick %3 to take it for that of the stack.</source>
        <translation>%1：图层 %2 没有 CRS：请设置该图层的 CRS，或勾选 %3 以把它视为图层栈的 CRS。</translation>
    </message>
    <message>
        <source>%1: the layer '%2' cannot be brought to the CRS of REFERENCE; check the CRS of both.</source>
        <translation>%1：图层“%2”无法转换到 REFERENCE 的 CRS；请检查两者的 CRS。</translation>
    </message>
    <message>
        <source>%1: the layer '%2' declares the unit %3, and %4 is recorded instead; its values stay as they are.</source>
        <translation>%1：图层“%2”声明的单位是 %3，而记录为 %4；其数值保持不变。</translation>
    </message>
    <message>
        <source>%1: the layer '%2' has no data in any cell of the map, which rests on the other layers alone: check the layer, its NoData and the mask.</source>
        <translation>%1：图层“%2”在图的任何像元中都没有数据，图只依据其他图层：请检查该图层、其 NoData 和掩膜。</translation>
    </message>
    <message>
        <source>%1: the layer '%2' has no geometries; choose a layer with features, or check which ones are selected.</source>
        <translation>%1：图层“%2”没有几何图形；请选择有要素的图层，或检查选中了哪些要素。</translation>
    </message>
    <message>
        <source>%1: the layer '%2' has no geometry; choose a layer of points, lines or polygons.</source>
        <translation>%1：图层“%2”没有几何图形；请选择点、线或多边形图层。</translation>
    </message>
    <message>
        <source>%1: the layer '%2' has no point geometry; choose a layer of points.</source>
        <translation>%1：图层“%2”没有点几何图形；请选择点图层。</translation>
    </message>
    <message>
        <source>%1: the layer '%2' is kept in a '%3' source, not in a raster file; export it to GeoTIFF first.</source>
        <translation>%1：图层“%2”存放在“%3”数据源中，而不是栅格文件中；请先导出为 GeoTIFF。</translation>
    </message>
    <message>
        <source>%1: the layer '%2' is not a raster; choose raster layers only.</source>
        <translation>%1：图层“%2”不是栅格；请只选择栅格图层。</translation>
    </message>
    <message>
        <source>%1: the layer '%2' of '%3' has no data on the grid of the stack%4: check its NoData value and extent, or leave it out of the group.</source>
        <translation>%1：“%3”的图层“%2”在图层栈的格网上%4没有数据：请检查其 NoData 值和范围，或从该组中去掉它。</translation>
    </message>
    <message>
        <source>%1: the layer '%2' of '%3' has values below 0 (%4), which no amount has: declare them as NoData, choose another resampling than cubic if that makes them, or leave the layer out of the group.</source>
        <translation>%1：“%3”的图层“%2”有小于 0 的值（%4），而含量不可能为负：请把它们声明为 NoData；若由三次卷积重采样造成，请选择其他重采样；或从该组中去掉该图层。</translation>
    </message>
    <message>
        <source>%1: the layer '%2' of '%3' holds classes by its record, and a log-ratio is made of amounts: leave it out of the group.</source>
        <translation>%1：“%3”的图层“%2”据其记录存放的是类别，而对数比由含量构成：请从该组中去掉它。</translation>
    </message>
    <message>
        <source>%1: the layer '%2' of '%3' is 0 in every cell: leave it out of the group.</source>
        <translation>%1：“%3”的图层“%2”在每个像元中都是 0：请从该组中去掉它。</translation>
    </message>
    <message>
        <source>%1: the layer '%2' of '%3' was transformed before (%4), and a log-ratio is made of amounts: give the layer as it was.</source>
        <translation>%1：“%3”的图层“%2”此前已经变换（%4），而对数比由含量构成：请给出未变换的图层。</translation>
    </message>
    <message>
        <source>%1: the layer cannot be opened; check the path or choose a layer with samples.</source>
        <translation>%1：无法打开图层；请检查路径或选择带样本的图层。</translation>
    </message>
    <message>
        <source>%1: the layer has no field '%2'; choose samples that have it, or other features.</source>
        <translation>%1：图层没有字段“%2”；请选择有该字段的样本，或其他特征。</translation>
    </message>
    <message>
        <source>%1: the layer has no label field '%2'; choose the field that holds 1 for deposits and 0 for non-deposits.</source>
        <translation>%1：图层没有标签字段“%2”；请选择以 1 表示矿点、以 0 表示非矿点的字段。</translation>
    </message>
    <message>
        <source>%1: the layer has no numeric feature field; choose samples with evidence values.</source>
        <translation>%1：图层没有数值型特征字段；请选择带证据值的样本。</translation>
    </message>
    <message>
        <source>%1: the layers have no CRS, so that the area of a target on the ground is not known; give them a CRS, or leave it empty.</source>
        <translation>%1：图层没有 CRS，因此不知道靶区在地面上的面积；请为它们设置 CRS，或将其留空。</translation>
    </message>
    <message>
        <source>%1: the layers of '%2' are in different units (%3): unless these are names of one unit, bring them to one, since zeros are replaced at the cost of the total.</source>
        <translation>%1：“%2”的图层单位不同（%3）：除非它们是同一单位的不同名称，请统一单位，因为零值的替代以总量为代价。</translation>
    </message>
    <message>
        <source>%1: the layers of '%2' have data together in no cell of the stack: check their NoData values and extents, or leave those out of the group that lie elsewhere.</source>
        <translation>%1：“%2”的各图层在图层栈的任何像元中都没有同时有数据：请检查其 NoData 值和范围，或从该组中去掉位于别处的图层。</translation>
    </message>
    <message>
        <source>%1: the model file keeps %2 background samples, and shares of layers are told against at least 2: train the model again with this version.</source>
        <translation>%1：模型文件保存了 %2 个背景样本，而计算图层贡献至少需要 2 个：请用本版本重新训练模型。</translation>
    </message>
    <message>
        <source>%1: the model file stores means of the class codes of '%2' in windows, as older versions wrote them: train the model again, or leave the area of applicability out.</source>
        <translation>%1：模型文件保存的是“%2”的类别编码在窗口中的均值，这是旧版本的写法：请重新训练模型，或不计算适用区域。</translation>
    </message>
    <message>
        <source>%1: the model file stores no background samples for SHAP; train the model again with this plugin.</source>
        <translation>%1：模型文件没有保存用于 SHAP 的背景样本；请用本插件重新训练模型。</translation>
    </message>
    <message>
        <source>%1: the model file stores no training samples, as older versions wrote it: train the model again, or leave the area of applicability out.</source>
        <translation>%1：模型文件没有保存训练样本，这是旧版本的写法：请重新训练模型，或不计算适用区域。</translation>
    </message>
    <message>
        <source>%1: the model has no feature '%2'; choose among %3.</source>
        <translation>%1：模型没有特征“%2”；请在 %3 中选择。</translation>
    </message>
    <message>
        <source>%1: the model has one member and no spread between members: train a network with %2 above 1, or take the ensemble of fold models as the final model, or choose Monte-Carlo dropout.</source>
        <translation>%1：模型只有一个成员，没有成员间的离散程度：请以大于 1 的 %2 训练网络，或以各折模型的集成作为最终模型，或选择蒙特卡洛 dropout。</translation>
    </message>
    <message>
        <source>%1: the model was trained without dropout: train a network with %2 above 0, or choose the ensemble.</source>
        <translation>%1：模型训练时没有使用 dropout：请以大于 0 的 %2 训练网络，或选择集成。</translation>
    </message>
    <message>
        <source>%1: the models see different features (%2); compare models that were trained on the same ones.</source>
        <translation>%1：两个模型的特征不同（%2）；请比较用相同特征训练的模型。</translation>
    </message>
    <message>
        <source>%1: the models take the values of the feature '%2' differently (%3; %4), and on one axis their curves would say nothing: compare models that were trained on samples of one stack.</source>
        <translation>%1：两个模型对特征“%2”的取值方式不同（%3；%4），放在同一坐标轴上的曲线没有意义：请比较用同一图层栈的样本训练的模型。</translation>
    </message>
    <message>
        <source>%1: the output '%2' could not be created; choose another file or format.</source>
        <translation>%1：无法创建输出“%2”；请选择其他文件或格式。</translation>
    </message>
    <message>
        <source>%1: the output could not be created (%2); choose another file or format.</source>
        <translation>%1：无法创建输出（%2）；请选择其他文件或格式。</translation>
    </message>
    <message>
        <source>%1: the polygons cannot be brought to %2: set the CRS of the mask layer.</source>
        <translation>%1：多边形无法转换到 %2：请设置掩膜图层的 CRS。</translation>
    </message>
    <message>
        <source>%1: the quotation mark of '%2' is not closed: write names with commas, semicolons or equals signs as "Cu, ppm".</source>
        <translation>%1：“%2”的引号没有闭合：含逗号、分号或等号的名称请写成 "Cu, ppm" 的形式。</translation>
    </message>
    <message>
        <source>%1: the raster %2 has no band %3; choose one from 1 to %4.</source>
        <translation>%1：栅格 %2 没有波段 %3；请选择 1 到 %4 之间的波段。</translation>
    </message>
    <message>
        <source>%1: the raster cannot be opened; check the path or choose a raster layer.</source>
        <translation>%1：无法打开栅格；请检查路径或选择栅格图层。</translation>
    </message>
    <message>
        <source>%1: the samples come from stacks in which the class %2 of the layer '%3' is '%4' and '%5'; take all samples from one stack.</source>
        <translation>%1：样本来自不同的图层栈，图层“%3”的类别 %2 分别为“%4”和“%5”；请使所有样本取自同一图层栈。</translation>
    </message>
    <message>
        <source>%1: the samples come from stacks in which the class 'other' of the layer '%2' holds different classes; take all samples from one stack, or trust a model less where this class is.</source>
        <translation>%1：样本来自不同的图层栈，图层“%2”的类别“other”所含类别不同；请使所有样本取自同一图层栈，或在此类别处降低对模型的信任。</translation>
    </message>
    <message>
        <source>%1: the samples come from stacks in which the layer '%2' is in %3 and in %4: unless these are two names of one unit, take all samples from one stack.</source>
        <translation>%1：样本来自不同的图层栈，图层“%2”的单位分别为 %3 和 %4：除非两者是同一单位的不同名称，请使所有样本取自同一图层栈。</translation>
    </message>
    <message>
        <source>%1: the samples come from stacks in which the layer '%2' is in %3 and in %4; take all samples from one stack.</source>
        <translation>%1：样本来自不同的图层栈，图层“%2”的单位分别为 %3 和 %4；请使所有样本取自同一图层栈。</translation>
    </message>
    <message>
        <source>%1: the samples come from stacks in which the layer '%2' is not of one kind (%3, %4); take all samples from one stack.</source>
        <translation>%1：样本来自不同的图层栈，图层“%2”的类型不一致（%3，%4）；请使所有样本取自同一图层栈。</translation>
    </message>
    <message>
        <source>%1: the samples come from stacks in which the layer '%2' was transformed differently (%3, %4); take all samples from one stack.</source>
        <translation>%1：样本来自不同的图层栈，图层“%2”的变换不同（%3，%4）；请使所有样本取自同一图层栈。</translation>
    </message>
    <message>
        <source>%1: the samples that must stay together leave a fold without deposits or without non-deposits; choose fewer %1, a smaller %2, or more samples.</source>
        <translation>%1：必须放在一起的样本使某一折没有矿点或没有非矿点；请选择更少的 %1、更小的 %2，或更多样本。</translation>
    </message>
    <message>
        <source>%1: the samples that must stay together leave no deposits or no non-deposits to train on when they are left out; choose a smaller %2, or more samples.</source>
        <translation>%1：必须放在一起的样本被留出时，没有矿点或没有非矿点可供训练；请选择更小的 %2，或更多样本。</translation>
    </message>
    <message>
        <source>%1: the samples that must stay together leave the training or the test part without deposits or without non-deposits; choose another %1, a smaller %2, or more samples.</source>
        <translation>%1：必须放在一起的样本使训练或测试部分没有矿点或没有非矿点；请选择其他 %1、更小的 %2，或更多样本。</translation>
    </message>
    <message>
        <source>%1: the shard %2 is there twice, as '%3' and as '%4': take one of them away.</source>
        <translation>%1：分片 %2 有两份，即“%3”和“%4”：请移走其中一份。</translation>
    </message>
    <message>
        <source>%1: the shards are of %2, which are joined without it; leave it out.</source>
        <translation>%1：这些分片由 %2 制作，合并时不需要它；请不给出。</translation>
    </message>
    <message>
        <source>%1: the shards are of %2, which makes no such output; leave it out.</source>
        <translation>%1：这些分片由 %2 制作，没有此项输出；请不给出。</translation>
    </message>
    <message>
        <source>%1: the shards hold no such map; make them with it, or leave it out.</source>
        <translation>%1：分片中没有这样的图；请带上它重新制作分片，或不给出。</translation>
    </message>
    <message>
        <source>%1: the shards hold nothing to make it of; make them with %2, or leave it out.</source>
        <translation>%1：分片中没有制作它所需的内容；请带上 %2 重新制作分片，或不给出。</translation>
    </message>
    <message>
        <source>%1: the shards were made of other layers, or of these with another CRS or NoData; choose those.</source>
        <translation>%1：分片由其他图层制作，或由这些图层以其他 CRS 或 NoData 制作；请选择当时的图层。</translation>
    </message>
    <message>
        <source>%1: the study has %2 trainings, too few for %3 parts: divide it into %2 parts at most.</source>
        <translation>%1：此试验有 %2 次训练，不够分成 %3 份：请至多分成 %2 份。</translation>
    </message>
    <message>
        <source>%1: the summary '%2' names no raster '%3'; make the shards again.</source>
        <translation>%1：摘要“%2”没有提到栅格“%3”；请重新制作分片。</translation>
    </message>
    <message>
        <source>%1: the table '%2' has no geometry, and no two columns that are called as coordinates are (x and y, easting and northing, lon and lat); name them so, or make points of it with Create points layer from table.</source>
        <translation>%1：表格“%2”没有几何图形，也没有以坐标命名的两列（x 和 y、easting 和 northing、lon 和 lat）；请如此命名，或用“从表格创建点图层”生成点。</translation>
    </message>
    <message>
        <source>%1: the table '%2' has no geometry; its columns %3 are taken for the places of the %4, %5.</source>
        <translation>%1：表格“%2”没有几何图形；其列 %3 视为%4的位置，%5。</translation>
    </message>
    <message>
        <source>%1: the table has %2 fields, and the format of the file chosen holds %3; choose FlatGeobuf (a name that ends in '.fgb'), which holds more.</source>
        <translation>%1：表格有 %2 个字段，而所选文件的格式只能容纳 %3 个；请选择 FlatGeobuf（以 '.fgb' 结尾的名称），它能容纳更多。</translation>
    </message>
    <message>
        <source>%1: the table has no geometry; the fields %2 are taken for the places of the samples, in the CRS of the evidence stack where one is used.</source>
        <translation>%1：表格没有几何图形；字段 %2 视为样本的位置，在用到证据图层栈时采用其 CRS。</translation>
    </message>
    <message>
        <source>%1: the temporary layer '%2' is gone: QGIS drops temporary layers when it or the project is closed. Choose a layer that is there, or make this one again and save it to a file.</source>
        <translation>%1：临时图层“%2”已不存在：QGIS 自身或项目关闭时会丢弃临时图层。请选择现有的图层，或重新制作并保存到文件。</translation>
    </message>
    <message>
        <source>%1: the text field '%2' is left out, because '%3' is no number; correct it, or choose the field among the features: samples without a number are then left out.</source>
        <translation>%1：文本字段“%2”未采用，因为“%3”不是数字；请更正，或在特征中选择该字段：没有数字的样本将被剔除。</translation>
    </message>
    <message>
        <source>%1: there are no shards: choose the folder in which runs with a shard left their files.</source>
        <translation>%1：没有分片：请选择分片运行存放文件的文件夹。</translation>
    </message>
    <message>
        <source>%1: there is no part %2 of %3: parts are numbered from 1 to %3.</source>
        <translation>%1：%3 部分中没有第 %2 部分：各部分编号从 1 到 %3。</translation>
    </message>
    <message>
        <source>%1: there is no reference model '%2'; choose one of %3.</source>
        <translation>%1：没有参考模型“%2”；请选择 %3 之一。</translation>
    </message>
    <message>
        <source>%1: these blocks leave a fold without deposits or without non-deposits; choose a smaller %1 or fewer %2.</source>
        <translation>%1：这些分块使某一折没有矿点或没有非矿点；请选择更小的 %1 或更少的 %2。</translation>
    </message>
    <message>
        <source>%1: two bands are called '%2': rename one, or give %3.</source>
        <translation>%1：有两个波段名为“%2”：请重命名其中一个，或给出 %3。</translation>
    </message>
    <message>
        <source>%1: two bands of %2 are called '%3', and which of them is meant cannot be told: leave one out, or give it another name.</source>
        <translation>%1：%2 有两个波段名为“%3”，无法判断指的是哪一个：请去掉一个，或改用其他名称。</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1；%2</translation>
    </message>
    <message>
        <source>%1; the %2 reaches %3. The %2 does not beat it: %4</source>
        <translation>%1；%2达到 %3。%2不优于它：%4</translation>
    </message>
    <message>
        <source>%1; the next, the %2, reaches %3.</source>
        <translation>%1；其次为%2，达到 %3。</translation>
    </message>
    <message>
        <source>%1; the score is of their mean log-odds</source>
        <translation>%1；得分取自各成员对数几率的均值</translation>
    </message>
    <message>
        <source>%2 %1</source>
        <translation>%2 个%1</translation>
    </message>
    <message>
        <source>'%1' could not be put in its place (%2); choose another file.</source>
        <translation>“%1”无法放到其位置（%2）；请选择其他文件。</translation>
    </message>
    <message>
        <source>'%1' enters as the log-odds of its %2 classes.</source>
        <translation>“%1”以其 %2 个类别的对数几率输入。</translation>
    </message>
    <message>
        <source>'%1' enters as the log-odds of its classes: %2 of their own, and %3 with fewer than %4 samples together.</source>
        <translation>“%1”以其类别的对数几率输入：%2 个类别单独计算，%3 个样本少于 %4 个的类别合并计算。</translation>
    </message>
    <message>
        <source>'%1' holds no training of this study, but of other samples, parameters, versions or kernels (of another kind of processor), or is damaged: make that shard again, or take the file away.</source>
        <translation>“%1”不含此试验的训练，而属于其他样本、参数、版本或计算内核（另一种处理器），或已损坏：请重新制作该分片，或移走此文件。</translation>
    </message>
    <message>
        <source>'%1' is no plan of a stack, or is damaged: make it anew.</source>
        <translation>“%1”不是图层栈的计划，或已损坏：请重新制作。</translation>
    </message>
    <message>
        <source>'%1' is no summary of a shard, or is damaged: make that shard again.</source>
        <translation>“%1”不是分片的摘要，或已损坏：请重新制作该分片。</translation>
    </message>
    <message>
        <source>(value - %1) / %2</source>
        <translation>（值 - %1）/ %2</translation>
    </message>
    <message>
        <source>, %1 (how far the value has come between quantiles of the training samples)</source>
        <translation>、%1（表示其值在训练样本各分位数之间所处的位置）</translation>
    </message>
    <message>
        <source>, %1 networks each.</source>
        <translation>，每次 %1 个网络。</translation>
    </message>
    <message>
        <source>, %1 pooling</source>
        <translation>，%1池化</translation>
    </message>
    <message>
        <source>, and whether the value is there</source>
        <translation>，以及该值是否存在</translation>
    </message>
    <message>
        <source>, hidden dense layers of %1 units</source>
        <translation>，隐藏全连接层的单元数为 %1</translation>
    </message>
    <message>
        <source>, no hidden dense layer</source>
        <translation>，没有隐藏全连接层</translation>
    </message>
    <message>
        <source>, of which the more dissimilar half is taken,</source>
        <translation>（只取其中较相异的一半）</translation>
    </message>
    <message>
        <source>, or a larger mask.</source>
        <translation>，或更大的掩膜。</translation>
    </message>
    <message>
        <source>, or tick %1 to take it for that of the others.</source>
        <translation>，或勾选 %1 以把它视为其他图层的 CRS。</translation>
    </message>
    <message>
        <source>, which is no number of a set of non-deposits</source>
        <translation>，不是非矿点的组号</translation>
    </message>
    <message>
        <source>.</source>
        <translation>。</translation>
    </message>
    <message>
        <source>0 (low)</source>
        <translation>0（低）</translation>
    </message>
    <message>
        <source>0 and 1 for a class</source>
        <translation>某类别的 0 和 1</translation>
    </message>
    <message>
        <source>1 (high)</source>
        <translation>1（高）</translation>
    </message>
    <message>
        <source>1 cell</source>
        <translation>1 个像元</translation>
    </message>
    <message>
        <source>1 class</source>
        <translation>1 个类别</translation>
    </message>
    <message>
        <source>1 deposit</source>
        <translation>1 个矿点</translation>
    </message>
    <message>
        <source>1 network, %1 features</source>
        <translation>1 个网络，%1 个特征</translation>
    </message>
    <message>
        <source>1 observed training sample is stored for explanations to compare with.</source>
        <translation>模型存有 1 个实测训练样本，供解释时作对比。</translation>
    </message>
    <message>
        <source>1 pair of layers tells nearly the same (table below): consider leaving one of each out.</source>
        <translation>有 1 对图层的信息几乎相同（见下表）：可考虑舍去其中一个。</translation>
    </message>
    <message>
        <source>1 polygon holds no centre of a cell with data and is left out.</source>
        <translation>有 1 个多边形不含任何有数据像元的中心，已剔除。</translation>
    </message>
    <message>
        <source>1 target, one sheet each</source>
        <translation>1 个靶区，每个一页</translation>
    </message>
    <message>
        <source>1 training</source>
        <translation>1 次训练</translation>
    </message>
    <message>
        <source>1. Performance and overfitting</source>
        <translation>1. 性能与过拟合</translation>
    </message>
    <message>
        <source>1: the SHAP value tells high from low values of the feature without fault; 0.5: not at all.</source>
        <translation>1：SHAP 值能完全区分特征的高值与低值；0.5：完全不能区分。</translation>
    </message>
    <message>
        <source>2. Consistency of effects (d-ICE)</source>
        <translation>2. 作用的一致性（d-ICE）</translation>
    </message>
    <message>
        <source>3. Separation of the classes (PDP)</source>
        <translation>3. 类别的区分（PDP）</translation>
    </message>
    <message>
        <source>4. Separation of feature values and decision paths (SHAP)</source>
        <translation>4. 特征值的区分与决策路径（SHAP）</translation>
    </message>
    <message>
        <source>95 % from</source>
        <translation>95 % 下限</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>95 % interval %1 to %2, </source>
        <translation>95 % 区间 %1 到 %2，</translation>
    </message>
    <message>
        <source>95 % to</source>
        <translation>95 % 上限</translation>
    </message>
    <message>
        <source>: going from its low to its high values lowers it.</source>
        <translation>：由低值到高值使其降低。</translation>
    </message>
    <message>
        <source>: going from its low to its high values raises it.</source>
        <translation>：由低值到高值使其提高。</translation>
    </message>
    <message>
        <source>; %1 of less than %2 % of its cells each are '%3' together, %4 of the cells</source>
        <translation>；其中 %1 个各占不到 %2 % 的像元，合并为“%3”，占像元的 %4</translation>
    </message>
    <message>
        <source>; values of more than 16 layers are sampled here, which is slow.</source>
        <translation>；此处超过 16 个图层的值采用抽样计算，速度较慢。</translation>
    </message>
    <message>
        <source>A %1 on %2.</source>
        <translation>一个基于 %2的%1。</translation>
    </message>
    <message>
        <source>A %1, B %2; difference %3, %4p = %5, %6 %7</source>
        <translation>A %1，B %2；差值 %3，%4p = %5，配对数 %6（%7）</translation>
    </message>
    <message>
        <source>A MASK around the ground that matters</source>
        <translation>用 MASK 圈定所关心的地区</translation>
    </message>
    <message>
        <source>A VALIDATION of folds</source>
        <translation>在 VALIDATION 中选用分折</translation>
    </message>
    <message>
        <source>A convolutional network along the ordered layers of one cell</source>
        <translation>卷积网络，沿单个像元的有序图层作卷积</translation>
    </message>
    <message>
        <source>A convolutional network over a window of %1 x %1 cells of every layer</source>
        <translation>卷积网络，作用于每个图层 %1 x %1 个像元的窗口</translation>
    </message>
    <message>
        <source>A log axis tells values as they were measured; tables hold those of the stack, their logarithms.</source>
        <translation>对数轴显示测量的原值；表中为图层栈中的值，即其对数。</translation>
    </message>
    <message>
        <source>A look at that one layer tells as much here.</source>
        <translation>此处只看那一个图层，所得信息相同。</translation>
    </message>
    <message>
        <source>A missing layer weighs 0: nothing is put in its place, and its weights are of the samples that have it.</source>
        <translation>缺失图层的权重为 0：不作任何填补，其权重取自有该图层的样本。</translation>
    </message>
    <message>
        <source>A missing value is seen as the training part's mean (of classes, the most frequent one), and beside it whether the value is there.</source>
        <translation>缺失值以训练部分的均值（类别则为最常见的类别）代替，同时告知模型该值是否存在。</translation>
    </message>
    <message>
        <source>A missing value is seen as the training part's mean (of classes, the most frequent one); that it is missing is not seen.</source>
        <translation>缺失值以训练部分的均值（类别则为最常见的类别）代替；模型看不到它是缺失的。</translation>
    </message>
    <message>
        <source>A sign is not favourability: the layers behind a filter may turn it round. What raises or lowers the prediction is told by SHAP values and by ICE plots.</source>
        <translation>符号并不表示有利与否：滤波器之后的各层可能使其反转。哪些因素提高或降低预测，请看 SHAP 值和 ICE 图。</translation>
    </message>
    <message>
        <source>A smaller MASK or EXTENT</source>
        <translation>缩小 MASK 或 EXTENT</translation>
    </message>
    <message>
        <source>A target is a place where the score of the model is high. It is no discovery and no probability of one: the model knows the layers it was given and the deposits it was trained on, and nothing else.</source>
        <translation>靶区是模型得分高的地方。它不是发现，也不是发现的概率：模型只知道给它的图层和训练所用的矿点，此外一无所知。</translation>
    </message>
    <message>
        <source>ADASYN found no sample with a neighbour of the other class: choose SMOTE, or more neighbours in %1.</source>
        <translation>ADASYN 没有找到近邻中有另一类的样本：请选择 SMOTE，或增大 %1。</translation>
    </message>
    <message>
        <source>AUC alone</source>
        <translation>单独的 AUC</translation>
    </message>
    <message>
        <source>AUC of SHAP values between upper and lower half of the feature</source>
        <translation>特征高半部与低半部之间 SHAP 值的 AUC</translation>
    </message>
    <message>
        <source>AUC on the test parts</source>
        <translation>测试部分的 AUC</translation>
    </message>
    <message>
        <source>AUGMENTATION: patches are shifted, turned and flipped windows; set WINDOW to 3 or more, or choose another augmentation.</source>
        <translation>AUGMENTATION：小块是平移、旋转和翻转后的窗口；请把 WINDOW 设为 3 或更大，或选择其他数据增强。</translation>
    </message>
    <message>
        <source>Accumulated local effects</source>
        <translation>累积局部效应</translation>
    </message>
    <message>
        <source>Accumulated local effects: %1</source>
        <translation>累积局部效应：%1</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>All combinations and baselines: mean and standard deviation on the test parts</source>
        <translation>所有组合与基线：测试部分的均值和标准差</translation>
    </message>
    <message>
        <source>All figures</source>
        <translation>全部数值</translation>
    </message>
    <message>
        <source>All members put the features in the same order, and none turns the effect of a feature round.</source>
        <translation>所有成员对特征的排序相同，没有成员使某个特征的作用方向相反。</translation>
    </message>
    <message>
        <source>All metrics</source>
        <translation>全部指标</translation>
    </message>
    <message>
        <source>All metrics of this model: mean and standard deviation</source>
        <translation>本模型的全部指标：均值和标准差</translation>
    </message>
    <message>
        <source>All samples at once</source>
        <translation>全部样本一览</translation>
    </message>
    <message>
        <source>All test predictions together. The further towards the upper left, the better.</source>
        <translation>全部测试预测合在一起。曲线越靠左上方越好。</translation>
    </message>
    <message>
        <source>Answer to %1</source>
        <translation>对 %1 的响应</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Area for 80 % of the deposits</source>
        <translation>捕获 80 % 矿点所需的面积</translation>
    </message>
    <message>
        <source>Area on the ground</source>
        <translation>实地面积</translation>
    </message>
    <message>
        <source>Area that holds 80 % of the deposits</source>
        <translation>含 80 % 矿点的面积</translation>
    </message>
    <message>
        <source>Area under the ROC curve of each feature alone, in whichever direction it works: 0.5 tells nothing, 1 separates deposits from non-deposits wholly.</source>
        <translation>各特征单独的 ROC 曲线下面积，取其有效的方向：0.5 没有信息，1 则完全区分矿点与非矿点。</translation>
    </message>
    <message>
        <source>Area under the curve %1: the chance that a deposit has a higher value than a non-deposit, ties counted half.</source>
        <translation>曲线下面积 %1：矿点的值高于非矿点的概率，相等者计一半。</translation>
    </message>
    <message>
        <source>Area under the curve (average precision) %1. It depends on how many non-deposits there are for each deposit: compare it between maps on the same points only.</source>
        <translation>曲线下面积（平均精确率）%1。它取决于每个矿点对应多少非矿点：只能在相同的点上比较不同的图。</translation>
    </message>
    <message>
        <source>Area under the success-rate curve</source>
        <translation>成功率曲线下面积</translation>
    </message>
    <message>
        <source>As given</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>At the right are samples that lack a value of %1 itself.</source>
        <translation>右侧为缺少 %1 本身之值的样本。</translation>
    </message>
    <message>
        <source>At the right is what the model says of the same samples where the feature is missing: rings are samples, diamonds means.</source>
        <translation>右侧为该特征缺失时模型对同样样本的预测：圆环为样本，菱形为均值。</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>Augmented samples</source>
        <translation>增强后的样本</translation>
    </message>
    <message>
        <source>B higher</source>
        <translation>B 较高</translation>
    </message>
    <message>
        <source>B lower</source>
        <translation>B 较低</translation>
    </message>
    <message>
        <source>BACKGROUND: %1 usable sample(s) were found; choose a layer with at least 2 samples to compare with.</source>
        <translation>BACKGROUND：找到 %1 个可用的样本；请选择至少有 2 个样本的图层作对比。</translation>
    </message>
    <message>
        <source>Background samples</source>
        <translation>背景样本</translation>
    </message>
    <message>
        <source>Background samples: quantiles of the known values</source>
        <translation>背景样本：已知值的分位数</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>波段</translation>
    </message>
    <message>
        <source>Bands</source>
        <translation>波段</translation>
    </message>
    <message>
        <source>Bars below are the bins and the samples in them.</source>
        <translation>下方的柱为各分箱及其中的样本数。</translation>
    </message>
    <message>
        <source>Bars below show where observed values lie: beyond them the curves are guesses.</source>
        <translation>下方的柱显示实测值的分布：超出其范围的曲线只是推测。</translation>
    </message>
    <message>
        <source>Base value</source>
        <translation>基准值</translation>
    </message>
    <message>
        <source>Best by test %1: %2 (%3), a baseline; no combination ranks above it.</source>
        <translation>按测试%1最佳：%2（%3），为基线；没有任何组合排在其前。</translation>
    </message>
    <message>
        <source>Best by test %1: %2 (%3).</source>
        <translation>按测试%1最佳：%2（%3）。</translation>
    </message>
    <message>
        <source>Between deposits and non-deposits the filters differ most at %1, where %2 excite them more.</source>
        <translation>滤波器在矿点与非矿点之间的差异以 %1 处最大，该处%2对滤波器的激活更强。</translation>
    </message>
    <message>
        <source>Black bars: how far the members of the model lie apart in what that feature alone gives, one standard deviation to both sides of the step's end.</source>
        <translation>黑色短线：模型各成员在该特征单独贡献上的离散程度，以该步终点为中心，两侧各一个标准差。</translation>
    </message>
    <message>
        <source>Black bars: one standard deviation of each member's own mean, to both sides.</source>
        <translation>黑色短线：各成员自身均值的标准差，两侧各一个。</translation>
    </message>
    <message>
        <source>Black: the target; grey: other targets. Light grey: no data.</source>
        <translation>黑色：本靶区；灰色：其他靶区。浅灰：无数据。</translation>
    </message>
    <message>
        <source>Black: the target; grey: other targets; diamonds: known deposits. Light grey: no data.</source>
        <translation>黑色：本靶区；灰色：其他靶区；菱形：已知矿点。浅灰：无数据。</translation>
    </message>
    <message>
        <source>Borderline-SMOTE found no sample near the border between the classes: choose SMOTE, or more neighbours in %1.</source>
        <translation>Borderline-SMOTE 在两类的边界附近没有找到样本：请选择 SMOTE，或增大 %1。</translation>
    </message>
    <message>
        <source>Boxes span the middle half of the samples. Synthetic samples that are narrower than the observed ones add weight but no variety.</source>
        <translation>箱体包含居中的一半样本。合成样本若比实测样本更窄，则只增加权重，不增加多样性。</translation>
    </message>
    <message>
        <source>CLASS_ENCODING: weights of evidence take classes as they are; log-odds are for the reference models beside them.</source>
        <translation>CLASS_ENCODING：证据权法直接使用类别；对数几率用于与其对照的参考模型。</translation>
    </message>
    <message>
        <source>CRS %1: as asked.</source>
        <translation>CRS %1：按要求设定。</translation>
    </message>
    <message>
        <source>CRS %1: the one most layers have.</source>
        <translation>CRS %1：多数图层所用。</translation>
    </message>
    <message>
        <source>CRS is not set, and the layer '%1' has none: choose the CRS of the grid, and set that of the layer in its properties.</source>
        <translation>CRS 未设置，而图层“%1”没有 CRS：请选择格网的 CRS，并在图层属性中设置图层的 CRS。</translation>
    </message>
    <message>
        <source>CRS of the stack</source>
        <translation>图层栈的 CRS</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>Calibration (Platt scaling of held-out log-odds): slope %1, intercept %2.</source>
        <translation>校准（对留出样本的对数几率作普拉特缩放）：斜率 %1，截距 %2。</translation>
    </message>
    <message>
        <source>Cell size %1: as asked.</source>
        <translation>像元大小 %1：按要求设定。</translation>
    </message>
    <message>
        <source>Cell size %1: the finest, of %2.</source>
        <translation>像元大小 %1：最细者，取自 %2。</translation>
    </message>
    <message>
        <source>Cells far beyond them are extrapolation.</source>
        <translation>远超其范围的像元属于外推。</translation>
    </message>
    <message>
        <source>Cells in the study area</source>
        <translation>研究区内的像元数</translation>
    </message>
    <message>
        <source>Cells that lack any of its layers are not predicted.</source>
        <translation>缺少任一图层的像元不作预测。</translation>
    </message>
    <message>
        <source>Centroid: %1, %2 (%3)</source>
        <translation>质心：%1，%2（%3）</translation>
    </message>
    <message>
        <source>Choose labelled samples to see which features excite them.</source>
        <translation>请选择带标签的样本，以查看哪些特征激活滤波器。</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Class separation</source>
        <translation>类别区分度</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Classes have no order, so that there are no accumulated local effects of %1.</source>
        <translation>类别没有顺序，因此没有 %1 的累积局部效应。</translation>
    </message>
    <message>
        <source>Classes of categorical layers</source>
        <translation>类别图层的类别</translation>
    </message>
    <message>
        <source>Closer to zero is better, as long as the test figures above are not worse.</source>
        <translation>只要上方的测试数值没有变差，越接近零越好。</translation>
    </message>
    <message>
        <source>Codes of classes have no low and no high end, so that no direction is told.</source>
        <translation>类别编码没有高低端，因此不给出方向。</translation>
    </message>
    <message>
        <source>Codes of classes have no slopes: between two of them there is nothing.</source>
        <translation>类别编码没有斜率：两个编码之间没有中间值。</translation>
    </message>
    <message>
        <source>Colours of the prospectivity score from 0, low, to 1, high</source>
        <translation>远景得分的颜色，从 0（低）到 1（高）</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>Convolution %1</source>
        <translation>第 %1 卷积层</translation>
    </message>
    <message>
        <source>Correlation matrix in this order</source>
        <translation>按此顺序的相关矩阵</translation>
    </message>
    <message>
        <source>Correlation of the layers</source>
        <translation>图层之间的相关性</translation>
    </message>
    <message>
        <source>Correlation seriation</source>
        <translation>相关性排序</translation>
    </message>
    <message>
        <source>Counts of test samples over all folds and repeats.</source>
        <translation>全部折与重复中测试样本的计数。</translation>
    </message>
    <message>
        <source>Curves start at zero, so that their shapes can be compared.</source>
        <translation>曲线从零开始，便于比较形状。</translation>
    </message>
    <message>
        <source>Curves, the most influential features first</source>
        <translation>曲线，影响最大的特征在前</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>DEPOSITS: none of the %1 points lies on a cell of the map with data; choose deposits of the mapped area.</source>
        <translation>DEPOSITS：%1 个点中没有一个位于图中有数据的像元上；请选择制图区域内的矿点。</translation>
    </message>
    <message>
        <source>DEVICE: CUDA needs a LibTorch built for it, and this one computes on the CPU; choose Automatic or CPU.</source>
        <translation>DEVICE：CUDA 需要为其编译的 LibTorch，而此版本在 CPU 上计算；请选择“自动”或 CPU。</translation>
    </message>
    <message>
        <source>DRIVER: the folder of '%1' cannot be written; choose another folder.</source>
        <translation>DRIVER：“%1”所在的文件夹不可写；请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Decision at score 0.5</source>
        <translation>以得分 0.5 判定</translation>
    </message>
    <message>
        <source>Decision paths</source>
        <translation>决策路径</translation>
    </message>
    <message>
        <source>Decision paths of the top samples</source>
        <translation>得分最高样本的决策路径</translation>
    </message>
    <message>
        <source>Decision trees</source>
        <translation>决策树</translation>
    </message>
    <message>
        <source>Density of deposits at the intersection, relative to the whole area</source>
        <translation>交点处的矿点密度（相对于全区）</translation>
    </message>
    <message>
        <source>Dependence on %1</source>
        <translation>对 %1 的依赖</translation>
    </message>
    <message>
        <source>Deposit, observed</source>
        <translation>矿点，实测</translation>
    </message>
    <message>
        <source>Deposit, synthetic</source>
        <translation>矿点，合成</translation>
    </message>
    <message>
        <source>Deposits</source>
        <translation>矿点</translation>
    </message>
    <message>
        <source>Deposits added</source>
        <translation>添加的矿点</translation>
    </message>
    <message>
        <source>Deposits against non-deposits</source>
        <translation>矿点与非矿点的对比</translation>
    </message>
    <message>
        <source>Deposits and non-deposits lack these layers unequally often: %1. That a layer is there may say where people looked, and not where ore is: choose non-deposits within the surveys, or leave the layers out of %2.</source>
        <translation>矿点与非矿点缺少这些图层的频率不同：%1。有某个图层可能只说明人们在哪里找过，而不是哪里有矿：请在测量区内选取非矿点，或从 %2 中去掉这些图层。</translation>
    </message>
    <message>
        <source>Deposits at or above the threshold</source>
        <translation>达到或高于阈值的矿点</translation>
    </message>
    <message>
        <source>Deposits captured at the prediction-area intersection</source>
        <translation>预测-面积交点处捕获的矿点</translation>
    </message>
    <message>
        <source>Deposits in the best 1 % of the area</source>
        <translation>最佳 1 % 面积内的矿点</translation>
    </message>
    <message>
        <source>Deposits in the best 10 % of the area</source>
        <translation>最佳 10 % 面积内的矿点</translation>
    </message>
    <message>
        <source>Deposits in the best 2 % of the area</source>
        <translation>最佳 2 % 面积内的矿点</translation>
    </message>
    <message>
        <source>Deposits in the best 20 % of the area</source>
        <translation>最佳 20 % 面积内的矿点</translation>
    </message>
    <message>
        <source>Deposits in the best 5 % of the area</source>
        <translation>最佳 5 % 面积内的矿点</translation>
    </message>
    <message>
        <source>Deposits left out: %1.</source>
        <translation>剔除的矿点：%1。</translation>
    </message>
    <message>
        <source>Deposits observed</source>
        <translation>实测的矿点</translation>
    </message>
    <message>
        <source>Deposits that also served to make the map, or lie beside such deposits, show how well it fits them, not how well it finds new ones: judge a map by deposits that were kept apart (Chung &amp; Fabbri 2003).</source>
        <translation>曾用于制图的矿点或其邻近的矿点，只能说明图对它们的拟合程度，不能说明发现新矿点的能力：请用未参与制图的矿点来评判（Chung &amp; Fabbri 2003）。</translation>
    </message>
    <message>
        <source>Derivative: %1</source>
        <translation>导数：%1</translation>
    </message>
    <message>
        <source>Distribution of each feature: %1</source>
        <translation>各特征的分布：%1</translation>
    </message>
    <message>
        <source>Does not hold clearly: %1 shows no difference that these data could tell from chance (%2).</source>
        <translation>不明确：%1没有显示出这些数据能与偶然相区分的差异（%2）。</translation>
    </message>
    <message>
        <source>Does not hold, the opposite is seen: %1 is %2 in model B (%3).</source>
        <translation>不成立，且方向相反：模型 B 的%1%2（%3）。</translation>
    </message>
    <message>
        <source>Dots are coloured by %1, the feature that it interacts with most (mean |Shapley interaction| of these samples, %2): where colours part, the two interact.</source>
        <translation>点按 %1 着色，即与其交互最强的特征（这些样本的平均 |沙普利交互|，%2）：颜色分开之处，两者存在交互。</translation>
    </message>
    <message>
        <source>Dots are coloured by %1, the feature whose values go along most with what this one gives to samples of like value: where colours part, the two may interact.</source>
        <translation>点按 %1 着色，即在取值相近的样本中，其值与本特征的贡献最为同步的特征：颜色分开之处，两者可能存在交互。</translation>
    </message>
    <message>
        <source>Drivers are told of the first %1 of %2 targets.</source>
        <translation>%2 个靶区中给出了前 %1 个的主导图层。</translation>
    </message>
    <message>
        <source>EXPECTED_DEPOSITS must be above 0: give the number of deposits, known and unknown, that the mapped cells are expected to hold.</source>
        <translation>EXPECTED_DEPOSITS 必须大于 0：请给出制图像元中预期含有的矿床数，含已知与未知。</translation>
    </message>
    <message>
        <source>EXPECTED_DEPOSITS: give the number of deposits, known and unknown, that the mapped cells are expected to hold, or leave PROBABILITY out.</source>
        <translation>EXPECTED_DEPOSITS：请给出制图像元中预期含有的矿床数，含已知与未知，或不给出 PROBABILITY。</translation>
    </message>
    <message>
        <source>EXTENT: it cannot be brought to the CRS of the stack; give it in that CRS.</source>
        <translation>EXTENT：无法转换到图层栈的 CRS；请以该 CRS 给出。</translation>
    </message>
    <message>
        <source>EXTENT: no cell of the stack has its centre in it; choose an extent that overlaps the stack.</source>
        <translation>EXTENT：图层栈没有像元的中心在其内；请选择与图层栈重叠的范围。</translation>
    </message>
    <message>
        <source>Each %1 is %2; the deepest asks %3.</source>
        <translation>每个%1由 %2构成；最深的一棵含 %3。</translation>
    </message>
    <message>
        <source>Each dot is a sample. To the right of zero the feature raises its prospectivity, to the left it lowers it. Bright dots have high values of the feature, dark ones low values.</source>
        <translation>每个点为一个样本。在零的右侧，该特征提高其远景得分；在左侧则降低。亮点的特征值高，暗点的特征值低。</translation>
    </message>
    <message>
        <source>Each feature is varied alone: that shows how the model uses it, not what makes a deposit.</source>
        <translation>每次只改变一个特征：这说明模型如何使用它，而不说明矿床的成因。</translation>
    </message>
    <message>
        <source>Each layer is cut into classes, and the log-odds are the sum of the weights of the classes that a cell lies in, as if layers were independent given the deposits. Where they are not, scores are too extreme.</source>
        <translation>每个图层被划分为若干类别，对数几率为像元所在各类别的权重之和，即假定在给定矿点的条件下各图层相互独立。若不独立，得分会过于极端。</translation>
    </message>
    <message>
        <source>Each line is a sample on its way from the base value (bottom) to its prediction (top): every feature moves it left or right. Up to 60 samples, spread from the highest prediction to the lowest.</source>
        <translation>每条线为一个样本从基准值（底部）到其预测值（顶部）的路径：每个特征使其左移或右移。最多 60 个样本，从最高预测到最低预测均匀选取。</translation>
    </message>
    <message>
        <source>Each point is a sample, projected onto the two directions in which the observed samples differ most (features scaled to standard deviation 1). Synthetic samples should lie among the observed ones of their class.</source>
        <translation>每个点为一个样本，投影到实测样本差异最大的两个方向上（特征缩放至标准差为 1）。合成样本应位于同类实测样本之间。</translation>
    </message>
    <message>
        <source>Each point is a sample, projected onto the two directions in which the observed samples differ most (features scaled to standard deviation 1, missing values at the mean of the known ones). Synthetic samples should lie among the observed ones of their class.</source>
        <translation>每个点为一个样本，投影到实测样本差异最大的两个方向上（特征缩放至标准差为 1，缺失值取已知值的均值）。合成样本应位于同类实测样本之间。</translation>
    </message>
    <message>
        <source>Each row is a filter of the first convolution: how much its sum rises while the feature goes through each of its bins, by value and threshold channels together.</source>
        <translation>每行为第一卷积层的一个滤波器：特征经过各分箱时其加权和的上升量，包括数值通道与阈值通道。</translation>
    </message>
    <message>
        <source>Each row is a filter: how it weighs a feature and its neighbours in the network's order.</source>
        <translation>每行为一个滤波器：它按网络的特征顺序对一个特征及其相邻特征的加权。</translation>
    </message>
    <message>
        <source>Each row is a filter: how it weighs the filters of the convolution before.</source>
        <translation>每行为一个滤波器：它对前一卷积层各滤波器的加权。</translation>
    </message>
    <message>
        <source>Each sample is moved within its own bin alone, from one edge to the other, and the mean steps are added up; zero is the mean over the samples. The dashed line is the PDP at the same edges and the same level: where the two part, and bins hold many samples, the feature goes together with others and interacts with them in the %1, and the PDP rests on combinations of values that few samples have.</source>
        <translation>每个样本只在其所在分箱内从一端移到另一端，再把平均变化量累加起来；零为样本的均值。虚线为相同分箱边界、相同基准的 PDP：若两者分离而分箱内样本又多，则该特征与其他特征相关，且在%1上与它们交互，PDP 依据的是少有样本具备的取值组合。</translation>
    </message>
    <message>
        <source>Each set alone: mean and standard deviation over its test parts</source>
        <translation>各组单独：其测试部分的均值和标准差</translation>
    </message>
    <message>
        <source>Each thin line is a sample whose value of the feature is changed while its others stay; thick lines are means (PDP).</source>
        <translation>每条细线为一个样本，改变其该特征的值而其他特征不变；粗线为均值（PDP）。</translation>
    </message>
    <message>
        <source>Each training fits %1 %2 that differ in their seeds alone; their prediction is the mean of their log-odds.</source>
        <translation>每次训练拟合 %1 个仅种子不同的%2；预测取其对数几率的均值。</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>每个</translation>
    </message>
    <message>
        <source>Every training sample had the layer '%1', and %2 mapped cells (%3 %) lack it: nothing was learnt of that, and its mean over the samples (of classes, the most frequent one) stands for it there.</source>
        <translation>每个训练样本都有图层“%1”，而 %2 个制图像元（%3 %）缺少它：模型对此一无所学，在那里以样本的均值（类别则为最常见的类别）代替。</translation>
    </message>
    <message>
        <source>Evidence stack</source>
        <translation>证据图层栈</translation>
    </message>
    <message>
        <source>Evidence, the largest share first</source>
        <translation>证据，贡献最大者在前</translation>
    </message>
    <message>
        <source>Evidence, the largest share first (%1 of %2 layers)</source>
        <translation>证据，贡献最大者在前（%2 个图层中的 %1 个）</translation>
    </message>
    <message>
        <source>Excitation by feature</source>
        <translation>各特征的激活</translation>
    </message>
    <message>
        <source>Excitation of convolution %1</source>
        <translation>第 %1 卷积层的激活</translation>
    </message>
    <message>
        <source>Explaining %1 samples</source>
        <translation>解释 %1 个样本</translation>
    </message>
    <message>
        <source>Explaining about %1 cells</source>
        <translation>解释约 %1 个像元</translation>
    </message>
    <message>
        <source>Extent: as asked, without the parts of cells at its edges.</source>
        <translation>范围：按要求设定，不含边缘处不完整的像元部分。</translation>
    </message>
    <message>
        <source>Extent: as asked.</source>
        <translation>范围：按要求设定。</translation>
    </message>
    <message>
        <source>Extent: common to all layers.</source>
        <translation>范围：所有图层的共同范围。</translation>
    </message>
    <message>
        <source>FEATURES: no sample has a value of any of them, so that there is nothing to vary them over; choose other features or samples.</source>
        <translation>FEATURES：没有样本有其中任何一个的值，因此无从改变它们；请选择其他特征或样本。</translation>
    </message>
    <message>
        <source>FIELD is not set: choose the field of '%1' whose values the raster takes.</source>
        <translation>FIELD 未设置：请选择“%1”中作为栅格取值的字段。</translation>
    </message>
    <message>
        <source>FIELD: '%1' is %2 in %3 of %4 features of the layer '%5', which looks like NoData and would count as a value; make it NULL with the field calculator, if it is.</source>
        <translation>FIELD：图层“%5”的 %4 个要素中有 %3 个的“%1”为 %2，看起来像 NoData，会当作数值计入；若确是 NoData，请用字段计算器改为 NULL。</translation>
    </message>
    <message>
        <source>FIELD: '%1' of the layer '%2' holds %3 different whole numbers, of which the cells of a raster (24 bits) tell %4 apart: if they are codes, number them anew, or give them as text.</source>
        <translation>FIELD：图层“%2”的“%1”含有 %3 个不同的整数，而栅格像元（24 位）只能区分其中 %4 个：若它们是编码，请重新编号，或以文本给出。</translation>
    </message>
    <message>
        <source>FIELD: '%1' of the layer '%2' holds %3 whole numbers in %4 features, as codes of map units do: name the band in CATEGORICAL of the evidence stack, unless they measure something.</source>
        <translation>FIELD：图层“%2”的“%1”在 %4 个要素中有 %3 个不同的整数，如同填图单元的编码：除非它们是测量值，请在证据图层栈的 CATEGORICAL 中写上该波段。</translation>
    </message>
    <message>
        <source>FIELD: '%1' of the layer '%2' holds %3 whole numbers that features share, as codes are, of which the cells of a raster (24 bits) would tell %4 apart: they become the codes 1 to %3, in their order, with the numbers as names of the classes.</source>
        <translation>FIELD：图层“%2”的“%1”含有 %3 个由多个要素共用的整数，如同编码，而栅格像元（24 位）只能区分其中 %4 个：它们按顺序编码为 1 到 %3，并以原数字作为类别名称。</translation>
    </message>
    <message>
        <source>FIELD: '%1' of the layer '%2' holds more than %3 different texts, which are no classes: choose a field of fewer, such as that of the map units.</source>
        <translation>FIELD：图层“%2”的“%1”含有超过 %3 个不同的文本，不能作为类别：请选择文本较少的字段，例如填图单元的字段。</translation>
    </message>
    <message>
        <source>FIELD: '%1' of the layer '%2' holds numbers as text; make a numeric field of it with the field calculator.</source>
        <translation>FIELD：图层“%2”的“%1”以文本保存数字；请用字段计算器改为数值字段。</translation>
    </message>
    <message>
        <source>FIELD: '%1' of the layer '%2' is a text of %3 whole numbers, which are taken for classes and become the codes 1 to %3; make a numeric field of it with the field calculator, if they measure something.</source>
        <translation>FIELD：图层“%2”的“%1”是含 %3 个整数的文本，视为类别并编码为 1 到 %3；若它们是测量值，请用字段计算器改为数值字段。</translation>
    </message>
    <message>
        <source>FIELD: '%2' of the layer '%1' is not numeric; choose a numeric field.</source>
        <translation>FIELD：图层“%1”的“%2”不是数值字段；请选择数值字段。</translation>
    </message>
    <message>
        <source>FIELD: the %3 texts in '%1' of the layer '%2' become the codes 1 to %3, in the order of their letters, with the texts as names of the classes; name the band in CATEGORICAL of the evidence stack.</source>
        <translation>FIELD：图层“%2”的“%1”中的 %3 个文本按字母顺序编码为 1 到 %3，并以文本作为类别名称；请在证据图层栈的 CATEGORICAL 中写上该波段。</translation>
    </message>
    <message>
        <source>FIELD: the %3 values of '%1' of the layer '%2' have names in its properties: they are codes of classes; name the band in CATEGORICAL of the evidence stack.</source>
        <translation>FIELD：图层“%2”的“%1”的 %3 个值在图层属性中有名称：它们是类别编码；请在证据图层栈的 CATEGORICAL 中写上该波段。</translation>
    </message>
    <message>
        <source>FIELD: the layer '%1' has no field '%2'; choose one of its fields.</source>
        <translation>FIELD：图层“%1”没有字段“%2”；请选择其字段之一。</translation>
    </message>
    <message>
        <source>FIELD: the layer '%2' of %1 has no value in it; choose another field.</source>
        <translation>FIELD：%1 的图层“%2”在该字段中没有值；请选择其他字段。</translation>
    </message>
    <message>
        <source>FIELD: the values of '%1' of the layer '%2' have names in its properties: they are classes and become the codes 1 to %3, in their order; name the band in CATEGORICAL of the evidence stack.</source>
        <translation>FIELD：图层“%2”的“%1”的值在图层属性中有名称：它们是类别，按其顺序编码为 1 到 %3；请在证据图层栈的 CATEGORICAL 中写上该波段。</translation>
    </message>
    <message>
        <source>FINAL_MODEL: an ensemble is made of the models of all folds, which shards do not keep; choose the refitted model, or train without shards.</source>
        <translation>FINAL_MODEL：集成由全部各折的模型组成，而分片不保留这些模型；请选择重新拟合的模型，或不用分片训练。</translation>
    </message>
    <message>
        <source>FORMAT: a shard is written for Join shards, as GeoTIFF; leave it out, and give it to prospectivity:joinshards.</source>
        <translation>FORMAT：分片为“合并分片”而写，格式为 GeoTIFF；请不给出它，改在 prospectivity:joinshards 中给出。</translation>
    </message>
    <message>
        <source>Feature</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>Feature, in this order</source>
        <translation>特征（按此顺序）</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>Features of the %1 before and after</source>
        <translation>%1特征在增强前后的对比</translation>
    </message>
    <message>
        <source>Fewer FOLDS</source>
        <translation>减少 FOLDS</translation>
    </message>
    <message>
        <source>Fewer MEMBERS</source>
        <translation>减少 MEMBERS</translation>
    </message>
    <message>
        <source>Fewer REPEATS</source>
        <translation>减少 REPEATS</translation>
    </message>
    <message>
        <source>Fewer repeats, augmentations, orders of features or networks per training make it shorter; cancelled, it keeps what is done.</source>
        <translation>减少重复次数、数据增强方法、特征顺序或每次训练的网络数可缩短时间；取消时会保留已完成的部分。</translation>
    </message>
    <message>
        <source>Fewer samples make it shorter.</source>
        <translation>减少样本可缩短时间。</translation>
    </message>
    <message>
        <source>Fewer samples, fewer background samples, OUTPUT_SPACE logit, or, where values are sampled, a larger STANDARD_ERROR makes it shorter.</source>
        <translation>减少样本、减少背景样本、把 OUTPUT_SPACE 设为 logit，或在抽样计算时增大 STANDARD_ERROR，可缩短时间。</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>数值项</translation>
    </message>
    <message>
        <source>Figures in brackets are 95 % intervals: the deposits were drawn anew %1 times, each time as many with repeats, and the map was held fixed. An interval without width, such as 100 to 100 %, is no certainty: no drawing of these points could give another value.</source>
        <translation>括号内为 95 % 区间：对矿点作 %1 次有放回重抽样，每次抽取相同个数，图保持不变。没有宽度的区间（如 100 到 100 %）并不表示确定：只是这些点的任何抽样都得不到别的值。</translation>
    </message>
    <message>
        <source>Fingerprint of the file (SHA-256)</source>
        <translation>文件指纹（SHA-256）</translation>
    </message>
    <message>
        <source>First %1 of the deposits (top %2 of the area, at least %3)</source>
        <translation>前 %1 的矿点（面积前 %2，至少 %3）</translation>
    </message>
    <message>
        <source>First principal component</source>
        <translation>第一主成分</translation>
    </message>
    <message>
        <source>Fit, not prediction, unless these deposits were kept apart when the map was made.</source>
        <translation>这是拟合而非预测，除非制图时未使用这些矿点。</translation>
    </message>
    <message>
        <source>For %1 that lies farthest from any value of the curve's mean, by %2: there it counts that the value is missing.</source>
        <translation>其中 %1 的该值偏离曲线均值的范围最远，相差 %2：此处“缺失”本身起作用。</translation>
    </message>
    <message>
        <source>Form of the card</source>
        <translation>模型卡的格式</translation>
    </message>
    <message>
        <source>From no augmentation it differs by %1 (p = %2): %3</source>
        <translation>与不用数据增强相差 %1（p = %2）：%3</translation>
    </message>
    <message>
        <source>From the base value to the mean log-odds of %1</source>
        <translation>从基准值到 %1 的平均对数几率</translation>
    </message>
    <message>
        <source>From the base value to the prediction of %1</source>
        <translation>从基准值到%1的预测</translation>
    </message>
    <message>
        <source>From the low to the high end of each curve%1 all members lead the same way.</source>
        <translation>从每条曲线的低端到高端%1，所有成员方向一致。</translation>
    </message>
    <message>
        <source>From the low to the high end of its curve%1 one member raises the prediction and another lowers it for %2.</source>
        <translation>对 %2，从曲线的低端到高端%1，有的成员提高预测，有的成员降低预测。</translation>
    </message>
    <message>
        <source>GDAL cannot draw the shapes on the grid (%1): repair the layer with Fix geometries first.</source>
        <translation>GDAL 无法在格网上绘制图形（%1）：请先用“修正几何图形”修复图层。</translation>
    </message>
    <message>
        <source>GDAL's cache</source>
        <translation>GDAL 缓存</translation>
    </message>
    <message>
        <source>Gap between the classes</source>
        <translation>类别之间的差距</translation>
    </message>
    <message>
        <source>Gaussian noise</source>
        <translation>高斯噪声</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>给出</translation>
    </message>
    <message>
        <source>Grey rings among them are samples that lack a value of %1.</source>
        <translation>其中的灰色圆环为缺少 %1 之值的样本。</translation>
    </message>
    <message>
        <source>Grey rings are samples that lack a value of the feature.</source>
        <translation>灰色圆环为缺少该特征之值的样本。</translation>
    </message>
    <message>
        <source>Grid found</source>
        <translation>原有格网</translation>
    </message>
    <message>
        <source>Grid of the reference raster.</source>
        <translation>采用参考栅格的格网。</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Groups of about equal numbers of held-out samples, with 95 % intervals (Wilson). On the dotted line numbers are shares of deposits among samples like these; on a map deposits are rarer. Each fold is calibrated by the others. Several sets of non-deposits count as one together.</source>
        <translation>样本数大致相等的留出样本分组，附 95 % 区间（Wilson）。位于点线上时，数值即为此类样本中矿点的比例；在图上矿点更为稀少。每一折由其他各折校准。多组非矿点合计为一组。</translation>
    </message>
    <message>
        <source>Heavily skewed (|skewness| of 2 or more): %1. A logarithm or winsorizing as a transform often helps.</source>
        <translation>严重偏斜（|偏度| 不小于 2）：%1。取对数或缩尾变换往往有帮助。</translation>
    </message>
    <message>
        <source>Held out by: %1; %2%3, of %4 each.</source>
        <translation>留出方式：%1；%2%3，每个部分含 %4。</translation>
    </message>
    <message>
        <source>High risk, high return (score at least %1, spread above %2)</source>
        <translation>高风险，高收益（得分至少 %1，离散程度高于 %2）</translation>
    </message>
    <message>
        <source>High risk, low return (score below %1, spread above %2)</source>
        <translation>高风险，低收益（得分低于 %1，离散程度高于 %2）</translation>
    </message>
    <message>
        <source>High scores are those from %1 on (%2 of the cells). No layer raises them on average.</source>
        <translation>高得分指 %1 及以上（占像元的 %2）。平均而言没有图层提高它们。</translation>
    </message>
    <message>
        <source>High scores are those from %1 on (%2 of the cells). The layer that gives most to them is %3: %4 on average, in %5.</source>
        <translation>高得分指 %1 及以上（占像元的 %2）。对它们贡献最大的图层是 %3：平均 %4，以%5计。</translation>
    </message>
    <message>
        <source>High values raise the prediction in one member and lower it in another (rank correlation of value and SHAP value above 0.5 and below -0.5): %1.</source>
        <translation>对下列特征，高值在有的成员中提高预测，在有的成员中降低预测（特征值与 SHAP 值的秩相关大于 0.5 与小于 -0.5 并存）：%1。</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>Highest prediction</source>
        <translation>最高预测</translation>
    </message>
    <message>
        <source>Highest score</source>
        <translation>最高得分</translation>
    </message>
    <message>
        <source>Holds: %1 is %2 in model B (%3).</source>
        <translation>成立：模型 B 的%1%2（%3）。</translation>
    </message>
    <message>
        <source>How far apart the curves of both classes lie.</source>
        <translation>两类曲线之间的距离。</translation>
    </message>
    <message>
        <source>How far each feature moves the prediction of a sample on average, up or down.</source>
        <translation>各特征使样本的预测平均变动多少（不论升降）。</translation>
    </message>
    <message>
        <source>How far two features move the prediction of the model for a sample together, beyond what each does for itself: mean size of their Shapley interaction index, up or down. Numbers are the ranks of the table.</source>
        <translation>除各自的作用之外，两个特征共同使模型对样本的预测变动多少：其沙普利交互指数的平均大小（不论升降）。编号为表中的排名。</translation>
    </message>
    <message>
        <source>How feature values push single samples</source>
        <translation>特征值如何影响单个样本</translation>
    </message>
    <message>
        <source>How good is this map?</source>
        <translation>这张图有多好？</translation>
    </message>
    <message>
        <source>How it was validated</source>
        <translation>如何验证</translation>
    </message>
    <message>
        <source>How many calls are right while more and more deposits are found.</source>
        <translation>随着找到的矿点越来越多，判为矿点者有多少正确。</translation>
    </message>
    <message>
        <source>How predictions follow each feature: ICE and PDP</source>
        <translation>预测如何随各特征变化：ICE 与 PDP</translation>
    </message>
    <message>
        <source>How the model was made</source>
        <translation>模型如何建立</translation>
    </message>
    <message>
        <source>How the same most prospective samples reach their prediction in both models, from the base value (bottom). Paths that stay together mean that the model decides alike for like samples.</source>
        <translation>同样的高远景样本在两个模型中如何从基准值（底部）到达其预测。路径聚拢表示模型对相似的样本作出相似的判定。</translation>
    </message>
    <message>
        <source>How this was made</source>
        <translation>生成方式</translation>
    </message>
    <message>
        <source>How well each feature separates the classes alone</source>
        <translation>各特征单独区分两类的能力</translation>
    </message>
    <message>
        <source>INPUT: no feature of '%1' lies on the grid of REFERENCE, and all of OUTPUT would be NoData; check the CRS of both layers.</source>
        <translation>INPUT：“%1”没有要素位于 REFERENCE 的格网上，OUTPUT 将全部为 NoData；请检查两个图层的 CRS。</translation>
    </message>
    <message>
        <source>INPUT: the layer '%1' has no CRS: set it in the layer's properties.</source>
        <translation>INPUT：图层“%1”没有 CRS：请在图层属性中设置。</translation>
    </message>
    <message>
        <source>INPUT: the layer '%1' has polygons, and density is that of points or lines; use their outlines (Polygons to lines) or Centroids.</source>
        <translation>INPUT：图层“%1”是多边形，而密度是点或线的密度；请使用其轮廓（“多边形转线”）或“质心”。</translation>
    </message>
    <message>
        <source>INPUT: the layer cannot be opened; check the path or choose a layer of samples.</source>
        <translation>INPUT：无法打开图层；请检查路径或选择样本图层。</translation>
    </message>
    <message>
        <source>INTERACTIONS may have %1 rows: one for each two layers of each sample that meet in the model.</source>
        <translation>INTERACTIONS 可能有 %1 行：每个样本中在模型里相遇的每两个图层一行。</translation>
    </message>
    <message>
        <source>INTERACTIONS: exact interactions of %1 layers are out of reach for this model in this output space; choose OUTPUT_SPACE %2, a model of at most %3 layers, or leave out this output.</source>
        <translation>INTERACTIONS：对此模型和此输出空间，无法精确计算 %1 个图层的交互；请把 OUTPUT_SPACE 设为 %2，或选择至多 %3 个图层的模型，或不给出此输出。</translation>
    </message>
    <message>
        <source>INTERACTIONS: exact interactions of %1 layers are out of reach for this model in this output space; choose a model of at most %2 layers, or leave out this output.</source>
        <translation>INTERACTIONS：对此模型和此输出空间，无法精确计算 %1 个图层的交互；请选择至多 %2 个图层的模型，或不给出此输出。</translation>
    </message>
    <message>
        <source>INTERACTIONS: interactions are computed exactly or not at all; choose METHOD auto or exact, or leave out this output.</source>
        <translation>INTERACTIONS：交互只能精确计算；请把 METHOD 设为 auto 或 exact，或不给出此输出。</translation>
    </message>
    <message>
        <source>INTERACTIONS: the table may have %1 rows, too many for a temporary layer; choose a file such as interactions.gpkg, or fewer samples.</source>
        <translation>INTERACTIONS：该表可能有 %1 行，对临时图层而言过多；请选择 interactions.gpkg 之类的文件，或减少样本。</translation>
    </message>
    <message>
        <source>In %1 areas on the map are %2 to %3 times those on the ground within %4, and cells count alike: shares of the area are those of the map; use an equal-area CRS or one made for the area, such as UTM.</source>
        <translation>在 %1 中，%4 范围内图上面积为地面面积的 %2 至 %3 倍，而各像元同等计入：面积比例是图上的比例；请使用等积 CRS，或为该地区制定的 CRS，例如 UTM。</translation>
    </message>
    <message>
        <source>In %1 cells (%2) what pushes the score up most is that a layer is missing.</source>
        <translation>在 %1 个像元（%2）中，最能抬高得分的是某个图层的缺失。</translation>
    </message>
    <message>
        <source>In %1 distances are measured in degrees, of which one is %2 km from west to east and %3 km from south to north in the middle of %4: circles and squares of the map are none on the ground; use a CRS made for the area, such as UTM.</source>
        <translation>在 %1 中，距离以度量测，在 %4 的中部，一度自西向东为 %2 km，自南向北为 %3 km：图上的圆和正方形在地面上并非如此；请使用为该地区制定的 CRS，例如 UTM。</translation>
    </message>
    <message>
        <source>In %1 lengths on the map are %2 times those on the ground in the middle of %3, and it is the map that is measured; use a CRS made for the area, such as UTM.</source>
        <translation>在 %1 中，%3 中部的图上长度为地面长度的 %2 倍，而量测的是图上长度；请使用为该地区制定的 CRS，例如 UTM。</translation>
    </message>
    <message>
        <source>In %1 lengths on the map are %2 to %3 times those on the ground within %4, and it is the map that is measured; use a CRS made for the area, such as UTM.</source>
        <translation>在 %1 中，%4 范围内的图上长度为地面长度的 %2 至 %3 倍，而量测的是图上长度；请使用为该地区制定的 CRS，例如 UTM。</translation>
    </message>
    <message>
        <source>In %1 the largest cells of %2 cover %3 times the ground of the smallest, and cells are drawn alike: more non-deposits to the area lie where cells are small; use an equal-area CRS or one made for the area, such as UTM.</source>
        <translation>在 %1 中，%2 的最大像元所占地面为最小像元的 %3 倍，而各像元以同等机会抽取：像元小处单位面积的非矿点较多；请使用等积 CRS，或为该地区制定的 CRS，例如 UTM。</translation>
    </message>
    <message>
        <source>In log-odds the mean over the members is the value shown.</source>
        <translation>以对数几率计，各成员的均值即为所示之值。</translation>
    </message>
    <message>
        <source>In place of zeros</source>
        <translation>代替零的值</translation>
    </message>
    <message>
        <source>In the area of applicability</source>
        <translation>在适用区域内</translation>
    </message>
    <message>
        <source>In the cell of a deposit</source>
        <translation>与矿点同一像元</translation>
    </message>
    <message>
        <source>In the cell of another</source>
        <translation>与另一点同一像元</translation>
    </message>
    <message>
        <source>In the stack</source>
        <translation>在图层栈中</translation>
    </message>
    <message>
        <source>In the training parts: %1</source>
        <translation>在训练部分中：%1</translation>
    </message>
    <message>
        <source>In these samples %1 of %2 pairs interact beyond rounding.</source>
        <translation>在这些样本中，%2 对里有 %1 对的交互超出舍入误差。</translation>
    </message>
    <message>
        <source>Instructions of the engine</source>
        <translation>引擎的指令集</translation>
    </message>
    <message>
        <source>Intended use and limits</source>
        <translation>预期用途与局限</translation>
    </message>
    <message>
        <source>Intended: to rank the cells of the district that it was trained on by prospectivity for the kind of deposit of its samples, and to say which layers each rank rests on, so that geologists choose ground to look at. Not intended: other kinds of deposits or districts without a test there, estimates of resources, grade or value, or proof that ground is barren.</source>
        <translation>预期用途：对训练所在地区的像元，按其样本所代表的矿床类型的成矿远景排序，并说明每个排序依据哪些图层，供地质人员选择踏勘地段。不适用于：未经检验的其他矿床类型或地区，资源量、品位或价值的估算，以及证明某地无矿。</translation>
    </message>
    <message>
        <source>Interactions of pairs are not told: they are computed exactly or not at all, and these values were sampled.</source>
        <translation>未给出成对的交互：交互只作精确计算，而这些值是抽样得出的。</translation>
    </message>
    <message>
        <source>It does not say how many of the samples are deposits.</source>
        <translation>文件未说明样本中有多少矿点。</translation>
    </message>
    <message>
        <source>It holds for ground like that of its training samples; Predict prospectivity can map where that is (area of applicability).</source>
        <translation>它适用于与其训练样本相似的地区；“预测成矿远景”可绘出其所在（适用区域）。</translation>
    </message>
    <message>
        <source>It holds known deposits: where the model was trained on them, a high score here is no news.</source>
        <translation>其中含已知矿点：若模型用它们训练过，此处得分高并不意外。</translation>
    </message>
    <message>
        <source>It interacts with no other feature in these samples, beyond rounding.</source>
        <translation>在这些样本中，它与其他特征的交互均未超出舍入误差。</translation>
    </message>
    <message>
        <source>It is not the best of what was tried: the %1 ranked the same test samples better or as well (AUC %2 against %3).</source>
        <translation>它并非所试模型中的最佳者：%1对同样的测试样本排序更好或相当（AUC %2 对 %3）。</translation>
    </message>
    <message>
        <source>It sees of each layer its value%1%2.</source>
        <translation>对每个图层，它看到的是其值%1%2。</translation>
    </message>
    <message>
        <source>It sees windows, so that it holds for stacks of the cell size it was trained on.</source>
        <translation>它使用窗口，因此只适用于与训练时像元大小相同的图层栈。</translation>
    </message>
    <message>
        <source>It stores no training samples, so that no area of applicability can be mapped.</source>
        <translation>模型未存训练样本，因此无法绘制适用区域。</translation>
    </message>
    <message>
        <source>It was tested on blocks of ground away from its training samples, which is the harder and fairer test; blocks narrower than the reach of the evidence's spatial correlation still flatter.</source>
        <translation>它在远离训练样本的地块上经过检验，这是更严格也更公正的检验；但若分块小于证据的空间相关范围，结果仍会偏好。</translation>
    </message>
    <message>
        <source>It was validated by %1, where test samples lie among training samples: neighbours resemble each other, so that its figures flatter it on ground away from known deposits. Validate by spatial blocks before it is used there.</source>
        <translation>它以%1验证，测试样本夹在训练样本之间：相邻者彼此相似，因此这些数值在远离已知矿点的地区偏于乐观。在那里使用之前，请用空间分块验证。</translation>
    </message>
    <message>
        <source>Its figures rest on %1 that were held out: one of them more or less found moves the recall by %2, and differences of that size between models mean nothing.</source>
        <translation>这些数值依据 %1被留出者：多找到或少找到其中一个，召回率便变动 %2，模型之间这种大小的差异没有意义。</translation>
    </message>
    <message>
        <source>Its file does not say how well it ranks samples that it has not seen.</source>
        <translation>其文件未说明它对未见过的样本排序如何。</translation>
    </message>
    <message>
        <source>Its lead over the %1 is not larger than the spread between test parts: the simpler of the two may do.</source>
        <translation>它对%1的领先不超过测试部分之间的离散程度：两者中较简单的可能就够用。</translation>
    </message>
    <message>
        <source>Its members were trained on %1 of non-deposits.</source>
        <translation>其成员在 %1的非矿点上训练。</translation>
    </message>
    <message>
        <source>Joined into 'other'</source>
        <translation>并入“其他”</translation>
    </message>
    <message>
        <source>Joining %1 shards of %2 on a grid of %3 x %4 cells.</source>
        <translation>正在合并 %2 的 %1 个分片，格网为 %3 x %4 个像元。</translation>
    </message>
    <message>
        <source>Judging the model (%1 training)</source>
        <translation>评判模型（%1 次训练）</translation>
    </message>
    <message>
        <source>Judging the model (%1 trainings)</source>
        <translation>评判模型（%1 次训练）</translation>
    </message>
    <message>
        <source>KNOWN_DEPOSITS are listed with the targets alone: choose a file for TARGET_POLYGONS.</source>
        <translation>KNOWN_DEPOSITS 只与靶区一同列出：请为 TARGET_POLYGONS 选择文件。</translation>
    </message>
    <message>
        <source>KNOWN_DEPOSITS: %1 features without geometry were left out.</source>
        <translation>KNOWN_DEPOSITS：%1 个没有几何图形的要素被剔除。</translation>
    </message>
    <message>
        <source>KNOWN_DEPOSITS: the layer has no points; choose a layer of deposits, or leave it out.</source>
        <translation>KNOWN_DEPOSITS：图层没有点；请选择矿点图层，或不给出。</translation>
    </message>
    <message>
        <source>KS distance</source>
        <translation>KS 距离</translation>
    </message>
    <message>
        <source>K_NEIGHBORS must be at least 1: choose a number such as 5.</source>
        <translation>K_NEIGHBORS 必须至少为 1：请选择例如 5 的数。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>已知值</translation>
    </message>
    <message>
        <source>Known deposits</source>
        <translation>已知矿点</translation>
    </message>
    <message>
        <source>Known deposits inside</source>
        <translation>内部已知矿点</translation>
    </message>
    <message>
        <source>LAYERS is empty: choose at least one raster.</source>
        <translation>LAYERS 为空：请至少选择一个栅格。</translation>
    </message>
    <message>
        <source>Largest residual</source>
        <translation>最大残差</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Layers of evidence may be correlated, and partial dependence (PDP) sets samples to values that may not occur together with their other layers. Accumulated local effects (ALE) move samples to neighbouring values alone.</source>
        <translation>证据图层之间可能相关，而部分依赖（PDP）会把样本设为与其他图层不会同时出现的值。累积局部效应（ALE）只把样本移到相邻的值。</translation>
    </message>
    <message>
        <source>Layers that tell nearly the same</source>
        <translation>信息几乎相同的图层</translation>
    </message>
    <message>
        <source>Layers were missing in some training samples. Where deposits lack a layer more often than non-deposits, or less, the model may have learnt where people looked.</source>
        <translation>部分训练样本缺少图层。若矿点比非矿点更常或更少缺少某图层，模型学到的可能是人们在哪里做过工作。</translation>
    </message>
    <message>
        <source>Layers with data</source>
        <translation>有数据的图层</translation>
    </message>
    <message>
        <source>Layers, in the order in which the model is given them</source>
        <translation>图层，按输入模型的顺序</translation>
    </message>
    <message>
        <source>Learning curves</source>
        <translation>学习曲线</translation>
    </message>
    <message>
        <source>Least share</source>
        <translation>最小比例</translation>
    </message>
    <message>
        <source>Log-odds of classes</source>
        <translation>类别的对数几率</translation>
    </message>
    <message>
        <source>Log-ratios</source>
        <translation>对数比</translation>
    </message>
    <message>
        <source>Logarithms and cosines</source>
        <translation>对数与余弦</translation>
    </message>
    <message>
        <source>Logit</source>
        <translation>对数几率</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Low risk, high return (score at least %1, spread up to %2)</source>
        <translation>低风险，高收益（得分至少 %1，离散程度不超过 %2）</translation>
    </message>
    <message>
        <source>Low risk, low return (score below %1, spread up to %2)</source>
        <translation>低风险，低收益（得分低于 %1，离散程度不超过 %2）</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>MASK is neither a raster nor a layer of polygons: choose one of these.</source>
        <translation>MASK 既不是栅格也不是多边形图层：请选择其中之一。</translation>
    </message>
    <message>
        <source>MASK: the layer '%1' has no polygons: choose another mask.</source>
        <translation>MASK：图层“%1”没有多边形：请选择其他掩膜。</translation>
    </message>
    <message>
        <source>METHODS is empty: choose at least one augmentation ('none' counts as one).</source>
        <translation>METHODS 为空：请至少选择一种数据增强（'none' 也算一种）。</translation>
    </message>
    <message>
        <source>MODEL is left out, and the model is not kept.</source>
        <translation>未给出 MODEL，模型不会保留。</translation>
    </message>
    <message>
        <source>MODEL: a %1 has no filters; choose a model of Train CNN, or explain this one by its SHAP values and ICE plots.</source>
        <translation>MODEL：%1没有滤波器；请选择“训练 CNN”的模型，或用 SHAP 值和 ICE 图解释此模型。</translation>
    </message>
    <message>
        <source>MODEL: choose a file for the model.</source>
        <translation>MODEL：请为模型选择文件。</translation>
    </message>
    <message>
        <source>MODEL: the SHAP values of a sample do not add up to its prediction; a feature value is too far from what the model was trained on: check the units of SAMPLES and BACKGROUND.</source>
        <translation>MODEL：某个样本的 SHAP 值之和与其预测不符；某个特征值距模型的训练数据太远：请检查 SAMPLES 和 BACKGROUND 的单位。</translation>
    </message>
    <message>
        <source>MODEL: the model file stores no background samples, so that its scores cannot be explained; train the model again with this plugin.</source>
        <translation>MODEL：模型文件没有保存背景样本，因此无法解释其得分；请用本插件重新训练模型。</translation>
    </message>
    <message>
        <source>MODEL: the model stores no calibration, because an older version trained it or its scores do not tell deposits from non-deposits that were held out (its training report says so): train it again, or leave EXPECTED_DEPOSITS and PROBABILITY out.</source>
        <translation>MODEL：模型没有保存校准，原因是由旧版本训练，或其得分不能区分留出的矿点与非矿点（见其训练报告）：请重新训练，或不给出 EXPECTED_DEPOSITS 和 PROBABILITY。</translation>
    </message>
    <message>
        <source>MODEL: the shards are of %1; choose the model that they were made with.</source>
        <translation>MODEL：这些分片由 %1 制作；请选择制作它们的模型。</translation>
    </message>
    <message>
        <source>MODEL: the shards were made with another model; choose that one.</source>
        <translation>MODEL：分片由另一个模型制作；请选择该模型。</translation>
    </message>
    <message>
        <source>MODEL_A: %1</source>
        <translation>MODEL_A：%1</translation>
    </message>
    <message>
        <source>MODEL_B: %1</source>
        <translation>MODEL_B：%1</translation>
    </message>
    <message>
        <source>Mapped cells outside of the range of the training samples, by layer: %1.</source>
        <translation>超出训练样本取值范围的制图像元，按图层：%1。</translation>
    </message>
    <message>
        <source>Matrix products</source>
        <translation>矩阵乘法</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Mean Shapley values of %1 of the %2 cells in log-odds, from the mean over the background samples (base value) to the mean of the target.</source>
        <translation>%2 个像元中 %1 个的平均沙普利值，以对数几率计，从背景样本的均值（基准值）到靶区的均值。</translation>
    </message>
    <message>
        <source>Mean activation of each filter centred at each feature: deposits minus non-deposits. Red: deposits excite the filter more there; blue: non-deposits do.</source>
        <translation>各滤波器以各特征为中心的平均激活：矿点减非矿点。红色：矿点在该处的激活更强；蓝色：非矿点更强。</translation>
    </message>
    <message>
        <source>Mean and standard deviation over folds and repeats, the best on top, baselines among them. Those whose bars overlap much are not told apart by these samples.</source>
        <translation>各折与重复的均值和标准差，最佳者在上，基线列于其中。误差线大幅重叠者，这些样本无法区分。</translation>
    </message>
    <message>
        <source>Mean here</source>
        <translation>此处均值</translation>
    </message>
    <message>
        <source>Mean observed</source>
        <translation>实测均值</translation>
    </message>
    <message>
        <source>Mean prediction of deposits and non-deposits when the feature is set to the value on the axis. The wider the gap, the better the model tells them apart.</source>
        <translation>把该特征设为坐标轴上的值时，矿点与非矿点的平均预测。差距越大，模型越能区分两者。</translation>
    </message>
    <message>
        <source>Mean prediction when both features are set to the values of the axes. Contours that are not parallel show that the two interact. The white dash-dotted line is the decision threshold, where the mean prediction reaches it.</source>
        <translation>把两个特征设为坐标轴上的值时的平均预测。等值线不平行表示两者存在交互。白色点划线为判定阈值，即平均预测达到该阈值之处。</translation>
    </message>
    <message>
        <source>Mean score</source>
        <translation>平均得分</translation>
    </message>
    <message>
        <source>Mean score or probability</source>
        <translation>平均得分或概率</translation>
    </message>
    <message>
        <source>Mean synthetic</source>
        <translation>合成均值</translation>
    </message>
    <message>
        <source>Mean |Spearman| of all pairs</source>
        <translation>全部特征对的平均 |Spearman|</translation>
    </message>
    <message>
        <source>Mean |Spearman| of neighbours</source>
        <translation>相邻特征的平均 |Spearman|</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>度量</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>Members differ in how much these features matter, in that one puts a feature before another and another behind it: %1.</source>
        <translation>各成员对下列特征的重要性看法不一，有的把某特征排在另一特征之前，有的排在其后：%1。</translation>
    </message>
    <message>
        <source>Members of the model (%1)</source>
        <translation>模型的成员数（%1）</translation>
    </message>
    <message>
        <source>Memory for rasters: %1 MB (%2).</source>
        <translation>栅格可用内存：%1 MB（%2）。</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Metrics on the test parts: mean and standard deviation over %1 rows</source>
        <translation>测试部分的指标：%1 行的均值和标准差</translation>
    </message>
    <message>
        <source>Metrics on the test parts: mean and standard deviation over 1 row</source>
        <translation>测试部分的指标：1 行的均值和标准差</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>Missing at deposits</source>
        <translation>矿点处缺失</translation>
    </message>
    <message>
        <source>Missing at non-deposits</source>
        <translation>非矿点处缺失</translation>
    </message>
    <message>
        <source>Missing evidence</source>
        <translation>缺失证据</translation>
    </message>
    <message>
        <source>Missing observed</source>
        <translation>实测中缺失</translation>
    </message>
    <message>
        <source>Missing synthetic</source>
        <translation>合成中缺失</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Model A is the one without augmentation, model B the one with it, both judged on the same samples. A difference counts where p is below 0.05, which is where its interval leaves out zero; with that many measures, one may pass by chance alone. Pairs (folds, samples, features or steps of the paths) are not fully independent: read intervals and p as a guide. Metrics on these samples are of samples that a model may have seen in training; those of folds are not.</source>
        <translation>模型 A 不用数据增强，模型 B 使用数据增强，两者在相同的样本上评判。p 小于 0.05（即区间不含零）时差异才算数；度量这么多，仅凭偶然也可能有一项通过。配对（折、样本、特征或路径的步）并非完全独立：区间和 p 仅供参考。在这些样本上的指标可能包含模型训练时见过的样本；各折的指标则不包含。</translation>
    </message>
    <message>
        <source>Model card: %1</source>
        <translation>模型卡：%1</translation>
    </message>
    <message>
        <source>Models on the same test parts, ranked by AUC: mean and standard deviation</source>
        <translation>同样测试部分上的模型，按 AUC 排名：均值和标准差</translation>
    </message>
    <message>
        <source>Most of its cells are unlike all training samples (outside of the area of applicability): the score there is extrapolated.</source>
        <translation>其大部分像元与所有训练样本都不相似（在适用区域之外）：那里的得分是外推的。</translation>
    </message>
    <message>
        <source>NOISE must be at least 0: choose a share such as 0.05.</source>
        <translation>NOISE 必须至少为 0：请选择例如 0.05 的比例。</translation>
    </message>
    <message>
        <source>NON_DEPOSITS has no points: choose a layer of points, or leave it out.</source>
        <translation>NON_DEPOSITS 没有点：请选择点图层，或不给出。</translation>
    </message>
    <message>
        <source>Nearest known deposit</source>
        <translation>最近的已知矿点</translation>
    </message>
    <message>
        <source>Neighbours are more alike than features are on average: the network's filters see related layers together.</source>
        <translation>相邻特征比特征之间的平均水平更相似：网络的滤波器能同时看到相关的图层。</translation>
    </message>
    <message>
        <source>Neighbours are no more alike than features are on average.</source>
        <translation>相邻特征并不比特征之间的平均水平更相似。</translation>
    </message>
    <message>
        <source>No</source>
        <translation>没有一个</translation>
    </message>
    <message>
        <source>No cell of this target could be explained: the layers lack data there.</source>
        <translation>此靶区没有像元可作解释：那里的图层缺少数据。</translation>
    </message>
    <message>
        <source>No feature of '%1' lies on the grid of REFERENCE, and OUTPUT is 0 everywhere; check the CRS of both layers.</source>
        <translation>“%1”没有要素位于 REFERENCE 的格网上，OUTPUT 处处为 0；请检查两个图层的 CRS。</translation>
    </message>
    <message>
        <source>No layer raises the score here above that of the background.</source>
        <translation>没有图层使此处的得分高于背景。</translation>
    </message>
    <message>
        <source>No mapped cell lies outside of the range of the training samples in any layer of numbers.</source>
        <translation>在任何数值图层中，都没有制图像元超出训练样本的取值范围。</translation>
    </message>
    <message>
        <source>No measure of this differs between the models beyond chance.</source>
        <translation>在这一方面，没有度量显示两个模型的差异超出偶然。</translation>
    </message>
    <message>
        <source>No sample lacks a layer.</source>
        <translation>没有样本缺少图层。</translation>
    </message>
    <message>
        <source>No sample lacks a layer: where a map lacks one of them, its mean (of classes, the most frequent one) stands for it, and that it is missing counts for nothing, since nothing was learnt of that.</source>
        <translation>没有样本缺少任何图层：若图上缺少其中之一，则以其均值（类别则为最常见的类别）代替，而缺失本身不起作用，因为对此一无所学。</translation>
    </message>
    <message>
        <source>No sample lacks any of the other layers: where a map lacks one of them, its mean (of classes, the most frequent one) stands for it, and that it is missing counts for nothing, since nothing was learnt of that.</source>
        <translation>没有样本缺少其余任何图层：若图上缺少其中之一，则以其均值（类别则为最常见的类别）代替，而缺失本身不起作用，因为对此一无所学。</translation>
    </message>
    <message>
        <source>No synthetic samples were added.</source>
        <translation>未添加合成样本。</translation>
    </message>
    <message>
        <source>No two features interact in these samples, beyond rounding.</source>
        <translation>在这些样本中，没有两个特征的交互超出舍入误差。</translation>
    </message>
    <message>
        <source>No two layers tell nearly the same (|Spearman| of 0.95 or more).</source>
        <translation>没有两个图层的信息几乎相同（|Spearman| 不小于 0.95）。</translation>
    </message>
    <message>
        <source>NoData</source>
        <translation>NoData（无数据）</translation>
    </message>
    <message>
        <source>NoData, since their layers amount to no more than what stands for their zeros: %1.</source>
        <translation>因各图层之和不超过代替零的值而设为 NoData 的像元数：%1。</translation>
    </message>
    <message>
        <source>Nobody knows what was done to the values of %1: %2. If it was done before, give the stack of buildevidencestack itself, which keeps a record of it.</source>
        <translation>不清楚对 %1 的数值做过什么：%2。若此前做过，请给出 buildevidencestack 自身的图层栈，其中保存有记录。</translation>
    </message>
    <message>
        <source>Non-deposit, observed</source>
        <translation>非矿点，实测</translation>
    </message>
    <message>
        <source>Non-deposit, synthetic</source>
        <translation>非矿点，合成</translation>
    </message>
    <message>
        <source>Non-deposits</source>
        <translation>非矿点</translation>
    </message>
    <message>
        <source>Non-deposits added</source>
        <translation>添加的非矿点</translation>
    </message>
    <message>
        <source>Non-deposits are places where no deposit is known, as a rule, and not places that are known to be barren: some may hold what has not been found.</source>
        <translation>非矿点通常是尚无已知矿点的地方，而不是已知无矿的地方：其中有的可能含有尚未发现的矿。</translation>
    </message>
    <message>
        <source>Non-deposits at or above the threshold</source>
        <translation>达到或高于阈值的非矿点</translation>
    </message>
    <message>
        <source>Non-deposits left out: %1.</source>
        <translation>剔除的非矿点：%1。</translation>
    </message>
    <message>
        <source>Non-deposits observed</source>
        <translation>实测的非矿点</translation>
    </message>
    <message>
        <source>Nothing of the explanation rests on which values are missing.</source>
        <translation>解释完全不依赖于哪些值缺失。</translation>
    </message>
    <message>
        <source>Nowhere does that lie beyond the curve's mean.</source>
        <translation>该值均未超出曲线均值的范围。</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>ORDERINGS is empty: choose at least one order of features, such as 'as given'.</source>
        <translation>ORDERINGS 为空：请至少选择一种特征顺序，例如 'as given'。</translation>
    </message>
    <message>
        <source>OUTPUT: '%1' is also what another raster of the shard is called; choose another name.</source>
        <translation>OUTPUT：“%1”也是该分片另一个栅格的名称；请选择其他名称。</translation>
    </message>
    <message>
        <source>OUTPUT: choose a file for the stack.</source>
        <translation>OUTPUT：请为图层栈选择文件。</translation>
    </message>
    <message>
        <source>OUTPUT: the folder of '%1' cannot be written; choose another folder.</source>
        <translation>OUTPUT：“%1”所在的文件夹不可写；请选择其他文件夹。</translation>
    </message>
    <message>
        <source>OUTPUT: the summary of the shard, '%1', could not be written whole: free some space on the disk or choose another folder.</source>
        <translation>OUTPUT：分片的摘要“%1”未能完整写出：请释放磁盘空间或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Observed</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>Observed and synthetic samples</source>
        <translation>实测样本与合成样本</translation>
    </message>
    <message>
        <source>Of %1 measures of what augmentation is said to do, %2 hold here beyond chance, %3 show the opposite, and %4 cannot be told from chance.</source>
        <translation>关于数据增强作用的 %1 项度量中，此处有 %2 项成立且超出偶然，%3 项相反，%4 项无法与偶然区分。</translation>
    </message>
    <message>
        <source>Of %1 targets the first %2 have a sheet.</source>
        <translation>%1 个靶区中前 %2 个有靶区页面。</translation>
    </message>
    <message>
        <source>Of %1 there are no accumulated local effects: classes have no order in which one could step from each to the next.</source>
        <translation>%1 没有累积局部效应：类别没有可供逐级移动的顺序。</translation>
    </message>
    <message>
        <source>Of %1 there are no accumulated local effects: there are fewer than two bins of five samples (at most one fewer than points of a grid), and in one bin alone they would be the PDP.</source>
        <translation>%1 没有累积局部效应：含五个样本的分箱不足两个（分箱数至多比网格点数少一），而只有一个分箱时它就是 PDP。</translation>
    </message>
    <message>
        <source>Of a map that is divided into more shards each is shorter.</source>
        <translation>把图分成更多分片，每个分片所需时间更短。</translation>
    </message>
    <message>
        <source>Of logarithms: of a layer whose logarithms the model takes, values stand as they were measured, and the mean is led back from the mean of the logarithms; where nothing was added to the values before, it is the geometric mean.</source>
        <translation>对数图层：对于模型取其对数的图层，表中为测量的原值，均值由对数的均值还原；若取对数前未加常数，即为几何平均值。</translation>
    </message>
    <message>
        <source>Of the samples that the networks were fitted on; test samples play no role here.</source>
        <translation>为拟合网络所用的样本；测试样本不参与其中。</translation>
    </message>
    <message>
        <source>On NoData</source>
        <translation>在 NoData 上</translation>
    </message>
    <message>
        <source>On average %1 moves the prediction most, followed by %2.</source>
        <translation>平均而言，%1 使预测变动最大，其次为 %2。</translation>
    </message>
    <message>
        <source>On average %1 moves the prediction most.</source>
        <translation>平均而言，%1 使预测变动最大。</translation>
    </message>
    <message>
        <source>On samples that it had not seen it reached an AUC of %1 (0.5 is chance), rank %2 of %3 models on the same test parts.</source>
        <translation>在未见过的样本上，其 AUC 为 %1（0.5 相当于随机），在同样测试部分上的 %3 个模型中排第 %2。</translation>
    </message>
    <message>
        <source>On samples that it had not seen it reached an AUC of %1 (0.5 is chance).</source>
        <translation>在未见过的样本上，其 AUC 为 %1（0.5 相当于随机）。</translation>
    </message>
    <message>
        <source>On samples that none of them saw, the best of %1 models is the %2, with an AUC of %3</source>
        <translation>在各模型均未见过的样本上，%1 个模型中最佳者为%2，AUC 为 %3</translation>
    </message>
    <message>
        <source>On the test parts</source>
        <translation>在测试部分上</translation>
    </message>
    <message>
        <source>On these deposits the map cannot be told from chance.</source>
        <translation>就这些矿点而言，此图无法与随机相区分。</translation>
    </message>
    <message>
        <source>One division alone does not tell whether the difference is more than chance.</source>
        <translation>仅凭一次划分，无法判断差异是否超出偶然。</translation>
    </message>
    <message>
        <source>One division alone does not tell whether the gain is more than chance: prefer the simpler of the two unless more samples confirm it.</source>
        <translation>仅凭一次划分，无法判断提升是否超出偶然：除非更多样本予以证实，宜选两者中较简单的。</translation>
    </message>
    <message>
        <source>One division alone tested it, so that nothing is known of how its figures vary.</source>
        <translation>它只经过一次划分的检验，因此不知其数值的变动如何。</translation>
    </message>
    <message>
        <source>One line per training, the mean of its %1 networks.</source>
        <translation>每次训练一条线，为其 %1 个网络的均值。</translation>
    </message>
    <message>
        <source>One line per training.</source>
        <translation>每次训练一条线。</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>Order of features</source>
        <translation>特征顺序</translation>
    </message>
    <message>
        <source>Order: %1</source>
        <translation>顺序：%1</translation>
    </message>
    <message>
        <source>Ordering</source>
        <translation>特征顺序</translation>
    </message>
    <message>
        <source>Outside the mask</source>
        <translation>在掩膜之外</translation>
    </message>
    <message>
        <source>Outside the raster</source>
        <translation>在栅格之外</translation>
    </message>
    <message>
        <source>Overfitting</source>
        <translation>过拟合</translation>
    </message>
    <message>
        <source>Overfitting is training accuracy minus test accuracy, on observed samples only.</source>
        <translation>过拟合为训练准确率减测试准确率，仅计实测样本。</translation>
    </message>
    <message>
        <source>PAIRS: '%1' is no pair of features; write pairs such as 'W,Sn; W,Bi'.</source>
        <translation>PAIRS：“%1”不是特征对；请写成 'W,Sn; W,Bi' 的形式。</translation>
    </message>
    <message>
        <source>PAIRS: no sample has a value of the feature '%1', so that there is nothing to vary it over; choose another feature.</source>
        <translation>PAIRS：没有样本有特征“%1”的值，因此无从改变它；请选择其他特征。</translation>
    </message>
    <message>
        <source>PATCH_SHIFT must be at least 0: choose a number of cells such as 1, or 0 to turn and flip windows only.</source>
        <translation>PATCH_SHIFT 必须至少为 0：请选择例如 1 的像元数，或 0 表示只旋转和翻转窗口。</translation>
    </message>
    <message>
        <source>PATIENCE is given without SCHEDULE: the schedule is early stopping.</source>
        <translation>给出了 PATIENCE 而没有 SCHEDULE：学习率方案为早停。</translation>
    </message>
    <message>
        <source>PDP by class: %1</source>
        <translation>按类别的 PDP：%1</translation>
    </message>
    <message>
        <source>PDP gap A</source>
        <translation>PDP 差距 A</translation>
    </message>
    <message>
        <source>PDP gap B</source>
        <translation>PDP 差距 B</translation>
    </message>
    <message>
        <source>PDP where missing</source>
        <translation>缺失处的 PDP</translation>
    </message>
    <message>
        <source>PLAN: %1</source>
        <translation>PLAN：%1</translation>
    </message>
    <message>
        <source>PLAN: '%1' does not exist or cannot be read; choose the file that a run with PLAN_OUTPUT wrote.</source>
        <translation>PLAN：“%1”不存在或无法读取；请选择带 PLAN_OUTPUT 的运行所写的文件。</translation>
    </message>
    <message>
        <source>PLAN: it is for runs over shards; give SHARD as well, or leave it out.</source>
        <translation>PLAN：它用于分片运行；请同时给出 SHARD，或不给出它。</translation>
    </message>
    <message>
        <source>PLAN: it is of another stack than this run makes, with another %1; make it anew with the layers and parameters of the shards.</source>
        <translation>PLAN：它属于另一个图层栈，%1与此次运行不同；请用分片的图层和参数重新制作。</translation>
    </message>
    <message>
        <source>PLAN: the layers have other names, grids or classes than when it was made; make it anew with the layers and parameters of the shards.</source>
        <translation>PLAN：图层的名称、格网或类别与制作计划时不同；请用分片的图层和参数重新制作。</translation>
    </message>
    <message>
        <source>PLAN: the shards are of an evidence stack; choose the plan that they were made by.</source>
        <translation>PLAN：这些分片属于证据图层栈；请选择制作它们所依据的计划。</translation>
    </message>
    <message>
        <source>PLAN: the shards were made by another plan; choose that one.</source>
        <translation>PLAN：这些分片依据另一个计划制作；请选择那个计划。</translation>
    </message>
    <message>
        <source>PLAN_OUTPUT: '%1' could not be written whole: free some space on the disk or choose another folder.</source>
        <translation>PLAN_OUTPUT：无法完整写入“%1”：请释放磁盘空间或选择其他文件夹。</translation>
    </message>
    <message>
        <source>PLAN_OUTPUT: a plan is of the whole stack; leave SHARD out, or PLAN_OUTPUT.</source>
        <translation>PLAN_OUTPUT：计划针对整个图层栈；请不给出 SHARD，或不给出 PLAN_OUTPUT。</translation>
    </message>
    <message>
        <source>PRESET %1 leaves %2 alone, which this VALIDATION or AUGMENTATION does not use.</source>
        <translation>PRESET %1 不改动 %2，此 VALIDATION 或 AUGMENTATION 用不到它。</translation>
    </message>
    <message>
        <source>PRESET %1 leaves MEMBERS %2, which was chosen.</source>
        <translation>PRESET %1 不改动已选定的 MEMBERS %2。</translation>
    </message>
    <message>
        <source>PRESET %1 leaves what was chosen: %2.</source>
        <translation>PRESET %1 不改动已选定的：%2。</translation>
    </message>
    <message>
        <source>PRESET %1 sets %2.</source>
        <translation>PRESET %1 设定 %2。</translation>
    </message>
    <message>
        <source>PRESET %1 sets MEMBERS %2.</source>
        <translation>PRESET %1 设定 MEMBERS %2。</translation>
    </message>
    <message>
        <source>PROBABILITY: by the sampling rates alone the mapped cells would hold %1 deposits instead of the %2 of EXPECTED_DEPOSITS, which differs more than twofold: the mapped ground is unlike the non-deposits of the samples, so look at how they were chosen, at the mask and at the number.</source>
        <translation>PROBABILITY：仅按抽样比例，制图像元应含有 %1 个矿床，而不是 EXPECTED_DEPOSITS 的 %2 个，相差两倍以上：制图区与样本的非矿点不相似，请检查非矿点的选取方式、掩膜和该数目。</translation>
    </message>
    <message>
        <source>PROBABILITY: choose a file for the probability, or leave EXPECTED_DEPOSITS out.</source>
        <translation>PROBABILITY：请为概率选择文件，或不给出 EXPECTED_DEPOSITS。</translation>
    </message>
    <message>
        <source>PROBABILITY: the folder of '%1' cannot be written; choose another folder.</source>
        <translation>PROBABILITY：“%1”所在的文件夹不可写；请选择其他文件夹。</translation>
    </message>
    <message>
        <source>PROBABILITY: with the intercept %1 the %2 mapped cells sum to %3 deposits.</source>
        <translation>PROBABILITY：以截距 %1 计，%2 个制图像元的总和为 %3 个矿床。</translation>
    </message>
    <message>
        <source>PROSPECTIVITY: the map holds values beyond 0 to 1; choose a map of prospectivity scores.</source>
        <translation>PROSPECTIVITY：该图含有 0 到 1 以外的值；请选择远景得分图。</translation>
    </message>
    <message>
        <source>PROSPECTIVITY: the map was made with another model than MODEL, whose reasons are not those of its scores; choose the model that it was made with.</source>
        <translation>PROSPECTIVITY：该图由 MODEL 以外的另一个模型制作，MODEL 的原因不是其得分的原因；请选择制作它的模型。</translation>
    </message>
    <message>
        <source>Pairs of features</source>
        <translation>特征对</translation>
    </message>
    <message>
        <source>Pairs that interact</source>
        <translation>存在交互的特征对</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Parameters of the training</source>
        <translation>训练的参数</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Percentile among %1</source>
        <translation>在%1中的百分位</translation>
    </message>
    <message>
        <source>Percentile among deposits</source>
        <translation>在矿点中的百分位</translation>
    </message>
    <message>
        <source>Platt scaling of held-out scores: log-odds = slope x logit + intercept, with a slope of %1 and an intercept of %2 (95 % intervals). A slope below 1 says that scores are too extreme, above 1 too timid. It holds at the share of deposits among the samples; on a map Predict prospectivity makes probabilities of it from a number of expected deposits.</source>
        <translation>对留出样本得分的普拉特缩放：对数几率 = 斜率 x logit + 截距，斜率为 %1，截距为 %2（95 % 区间）。斜率小于 1 表示得分过于极端，大于 1 则过于保守。它在样本的矿点比例下成立；在图上，“预测成矿远景”可由预期矿床数将其换算为概率。</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Precision and recall</source>
        <translation>精确率与召回率</translation>
    </message>
    <message>
        <source>Precision: deposits among the points found</source>
        <translation>精确率：找到的点中的矿点</translation>
    </message>
    <message>
        <source>Precision: share of calls that are deposits</source>
        <translation>精确率：判为矿点者中确为矿点的比例</translation>
    </message>
    <message>
        <source>Predicting %1 x %2 cells with %3 thread(s).</source>
        <translation>正在预测 %1 x %2 个像元，使用 %3 个线程。</translation>
    </message>
    <message>
        <source>Predicting these cells</source>
        <translation>预测这些像元</translation>
    </message>
    <message>
        <source>Prediction-area intersection</source>
        <translation>预测-面积交点</translation>
    </message>
    <message>
        <source>Prediction-area plot</source>
        <translation>预测-面积图</translation>
    </message>
    <message>
        <source>Products of the training library</source>
        <translation>训练库的乘法运算</translation>
    </message>
    <message>
        <source>Prospectivity score</source>
        <translation>远景得分</translation>
    </message>
    <message>
        <source>RADIUS is %1, less than a cell of REFERENCE (%2): most features would be in no circle; choose at least the size of a cell.</source>
        <translation>RADIUS 为 %1，小于 REFERENCE 的一个像元（%2）：多数要素将不在任何圆内；请至少选择一个像元的大小。</translation>
    </message>
    <message>
        <source>RADIUS is %1: choose a number above 0.</source>
        <translation>RADIUS 为 %1：请选择大于 0 的数。</translation>
    </message>
    <message>
        <source>RADIUS is not set: density needs the radius of the circle around each cell.</source>
        <translation>RADIUS 未设置：密度需要每个像元周围圆的半径。</translation>
    </message>
    <message>
        <source>REFERENCE is not set, and without a raster to match %1 is needed: give EXTENT and CELL_SIZE, and CRS if it is not that of the layer '%2'.</source>
        <translation>REFERENCE 未设置，在没有参考栅格时需要 %1：请给出 EXTENT 和 CELL_SIZE；若 CRS 不是图层“%2”的 CRS，还请给出 CRS。</translation>
    </message>
    <message>
        <source>REPORT: it is of a stack, and OUTPUT is left out; choose a file for the stack, or leave REPORT out.</source>
        <translation>REPORT：它是图层栈的报告，而未给出 OUTPUT；请为图层栈选择文件，或不给出 REPORT。</translation>
    </message>
    <message>
        <source>RISK_RETURN: the folder of '%1' cannot be written; choose another folder.</source>
        <translation>RISK_RETURN：“%1”所在的文件夹不可写；请选择其他文件夹。</translation>
    </message>
    <message>
        <source>RISK_RETURN: the model has one member, and the risk is the spread over members; train it on samples with several SETS of non-deposits, with MEMBERS above 1, or with the ensemble of fold models as the final model.</source>
        <translation>RISK_RETURN：模型只有一个成员，而风险是成员间的离散程度；请用含多组非矿点（SETS）的样本训练，或把 MEMBERS 设为大于 1，或以各折模型的集成作为最终模型。</translation>
    </message>
    <message>
        <source>RISK_RETURN: the risk is the spread over the members of the model, not that of dropout; choose UNCERTAINTY Ensemble or None.</source>
        <translation>RISK_RETURN：风险是模型各成员间的离散程度，而不是 dropout 的离散程度；请把 UNCERTAINTY 设为“集成”或“无”。</translation>
    </message>
    <message>
        <source>ROC curve</source>
        <translation>ROC 曲线</translation>
    </message>
    <message>
        <source>Random oversampling</source>
        <translation>随机过采样</translation>
    </message>
    <message>
        <source>Range here</source>
        <translation>此处范围</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>Ranking of the test samples</source>
        <translation>测试样本的排序</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>Recall: share of deposits found</source>
        <translation>召回率：找到的矿点比例</translation>
    </message>
    <message>
        <source>Recall: share of the deposits found</source>
        <translation>召回率：找到的矿点比例</translation>
    </message>
    <message>
        <source>Red raises the prediction, blue lowers it; features with the largest effects are at the top.</source>
        <translation>红色提高预测，蓝色降低预测；作用最大的特征在最上方。</translation>
    </message>
    <message>
        <source>Reliability by groups of samples</source>
        <translation>各组样本的可靠性</translation>
    </message>
    <message>
        <source>Reliability diagram</source>
        <translation>可靠性图</translation>
    </message>
    <message>
        <source>Repeat %1, fold %2: </source>
        <translation>第 %1 次重复，第 %2 折：</translation>
    </message>
    <message>
        <source>SAMPLES: %1</source>
        <translation>SAMPLES：%1</translation>
    </message>
    <message>
        <source>SAMPLES: %1 samples equal another in every feature (deposits in one cell, or copies); equal samples are kept on one side of every division.</source>
        <translation>SAMPLES：%1 个样本在每个特征上都与另一样本相同（同一像元内的矿点，或副本）；相同的样本在每次划分中都放在同一侧。</translation>
    </message>
    <message>
        <source>SAMPLES: %1 samples without coordinates are left out, since no spatial block holds them (sample %2%3</source>
        <translation>SAMPLES：%1 个没有坐标的样本被剔除，因为它们不属于任何空间分块（样本 %2%3</translation>
    </message>
    <message>
        <source>SAMPLES: %1 synthetic samples without coordinates are left out, since no spatial block holds them; let AUGMENTATION make them inside the training parts.</source>
        <translation>SAMPLES：%1 个没有坐标的合成样本被剔除，因为它们不属于任何空间分块；请由 AUGMENTATION 在训练部分内生成它们。</translation>
    </message>
    <message>
        <source>SAMPLES: %1 synthetic samples without recorded parents are left out: nobody can tell which test samples they know; let AUGMENTATION make them inside the training parts.</source>
        <translation>SAMPLES：%1 个没有记录父样本的合成样本被剔除：无法判断它们了解哪些测试样本；请由 AUGMENTATION 在训练部分内生成它们。</translation>
    </message>
    <message>
        <source>SAMPLES: fewer than 2 samples of a class can be seen by both models; choose samples on the evidence stack.</source>
        <translation>SAMPLES：两个模型都能看到的样本中，某一类少于 2 个；请选择位于证据图层栈上的样本。</translation>
    </message>
    <message>
        <source>SAMPLES: no sample has a value of the feature '%1'; it has no curves.</source>
        <translation>SAMPLES：没有样本有特征“%1”的值；它没有曲线。</translation>
    </message>
    <message>
        <source>SAMPLES: the layer cannot be opened; check the path or choose a point layer with samples.</source>
        <translation>SAMPLES：无法打开图层；请检查路径或选择带样本的点图层。</translation>
    </message>
    <message>
        <source>SD</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>SD observed</source>
        <translation>实测标准差</translation>
    </message>
    <message>
        <source>SD synthetic</source>
        <translation>合成标准差</translation>
    </message>
    <message>
        <source>SET: set %1 of %2 has %3 usable non-deposit(s), and at least 2 are needed; choose another set.</source>
        <translation>SET：%2 的第 %1 组有 %3 个可用的非矿点，而至少需要 2 个；请选择其他组。</translation>
    </message>
    <message>
        <source>SET: the samples of %1 are one set of non-deposits, and there is no set %2; leave SET at 1, or make samples with more SETS.</source>
        <translation>SET：%1 的样本只有一组非矿点，没有第 %2 组；请把 SET 保持为 1，或用更多 SETS 制作样本。</translation>
    </message>
    <message>
        <source>SET: the samples of %1 hold %2 sets of non-deposits, and there is no set %3; choose one of %4.</source>
        <translation>SET：%1 的样本有 %2 组非矿点，没有第 %3 组；请选择 %4 之一。</translation>
    </message>
    <message>
        <source>SHAP separation A</source>
        <translation>SHAP 区分度 A</translation>
    </message>
    <message>
        <source>SHAP separation B</source>
        <translation>SHAP 区分度 B</translation>
    </message>
    <message>
        <source>SHAP value</source>
        <translation>SHAP 值</translation>
    </message>
    <message>
        <source>SHAP values divide the difference between a sample's prediction and the average prediction over the background samples among the features.</source>
        <translation>SHAP 值把样本的预测与背景样本平均预测之差分配给各特征。</translation>
    </message>
    <message>
        <source>SHARD: a part of the layers does not tell the classes and transforms of the whole; make a plan first, by a run with PLAN_OUTPUT and without SHARD, and give it as PLAN.</source>
        <translation>SHARD：图层的一部分不能说明整体的类别和变换；请先以带 PLAN_OUTPUT 而不带 SHARD 的运行制作计划，再作为 PLAN 给出。</translation>
    </message>
    <message>
        <source>SHARD: shards are parts of the whole stack, and EXTENT is another part of it; give one of both.</source>
        <translation>SHARD：分片是整个图层栈的一部分，而 EXTENT 是另一部分；请只给出其中之一。</translation>
    </message>
    <message>
        <source>SHARD: there are %1 trainings, too few for %2 parts: divide them into %1 parts at most.</source>
        <translation>SHARD：共有 %1 次训练，不够分成 %2 份：请至多分成 %1 份。</translation>
    </message>
    <message>
        <source>SHARDS: '%1' cannot be read; allow reading it.</source>
        <translation>SHARDS：无法读取“%1”；请允许读取。</translation>
    </message>
    <message>
        <source>SHARDS: '%1' holds none of these trainings, but of other samples, parameters, versions or kernels (of another kind of processor), or is damaged: make that shard again, or take the file away.</source>
        <translation>SHARDS：“%1”不含这些训练，而属于其他样本、参数、版本或计算内核（另一种处理器），或已损坏：请重新制作该分片，或移走此文件。</translation>
    </message>
    <message>
        <source>SHARDS: METHOD of the shards is none that there is; make them again.</source>
        <translation>SHARDS：分片的 METHOD 不在已有方法之中；请重新制作。</translation>
    </message>
    <message>
        <source>SHARDS: it is for the run that joins them; leave SHARD out, or SHARDS.</source>
        <translation>SHARDS：它用于合并分片的运行；请不给出 SHARD，或不给出 SHARDS。</translation>
    </message>
    <message>
        <source>SHARDS: the counts that the shards left are not whole; make them again.</source>
        <translation>SHARDS：分片留下的计数不完整；请重新制作。</translation>
    </message>
    <message>
        <source>SHARDS: the folder '%1' does not exist or cannot be read; choose the folder in which runs with a shard left their files.</source>
        <translation>SHARDS：文件夹“%1”不存在或无法读取；请选择分片运行留下文件的文件夹。</translation>
    </message>
    <message>
        <source>SHARDS: the shards are of %1, which this version cannot join; join them with the version that made them.</source>
        <translation>SHARDS：分片来自 %1，本版本无法合并；请用制作它们的版本合并。</translation>
    </message>
    <message>
        <source>SHARDS: there are no trainings in the folder '%1'; choose the folder in which runs with a shard left their TRAININGS.</source>
        <translation>SHARDS：文件夹“%1”中没有训练；请选择分片运行留下 TRAININGS 的文件夹。</translation>
    </message>
    <message>
        <source>SHARDS: version %1 of the plugin made the shards, and this is %2; join them with the version that made them.</source>
        <translation>SHARDS：分片由插件的 %1 版制作，而这是 %2 版；请用制作它们的版本合并。</translation>
    </message>
    <message>
        <source>SPREAD: the model has one member, and no spread over members; train a model of several members, such as the ensemble of fold models, or leave SPREAD out.</source>
        <translation>SPREAD：模型只有一个成员，没有成员间的离散程度；请训练有多个成员的模型，例如各折模型的集成，或不给出 SPREAD。</translation>
    </message>
    <message>
        <source>SPREAD: the shards hold no such map; make them with it, or leave it out.</source>
        <translation>SPREAD：分片中没有这样的图；请带上它重新制作分片，或不给出。</translation>
    </message>
    <message>
        <source>STACK: give either one evidence stack, or single rasters in LAYERS.</source>
        <translation>STACK：请给出一个证据图层栈，或在 LAYERS 中给出单个栅格，二者取一。</translation>
    </message>
    <message>
        <source>STACK: give either the evidence stack of the shards, or its single rasters in LAYERS.</source>
        <translation>STACK：请给出分片的证据图层栈，或在 LAYERS 中给出其单个栅格，二者取一。</translation>
    </message>
    <message>
        <source>STACK: no cell has data in every layer of the model; check the layers and the mask.</source>
        <translation>STACK：没有像元在模型的每个图层上都有数据；请检查图层和掩膜。</translation>
    </message>
    <message>
        <source>STACK: no cell has data of enough layers of the model; check the layers and the mask, or lower MIN_PRESENT.</source>
        <translation>STACK：没有像元在模型足够多的图层上有数据；请检查图层和掩膜，或降低 MIN_PRESENT。</translation>
    </message>
    <message>
        <source>STACK: the model sees windows of %1 x %2 cells around each sample; choose the evidence stack that holds its layers.</source>
        <translation>STACK：模型看到每个样本周围 %1 x %2 个像元的窗口；请选择包含其图层的证据图层栈。</translation>
    </message>
    <message>
        <source>STACK: the windowed network needs the evidence stack that the samples were made from; choose it, or set WINDOW to 1.</source>
        <translation>STACK：窗口网络需要制作样本时的证据图层栈；请选择它，或把 WINDOW 设为 1。</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Samples lack values: a correlation is of the samples that have both features, and how well one separates the classes of those that have it.</source>
        <translation>样本有缺失值：相关系数取自同时具有两个特征的样本，区分能力取自具有该特征的样本。</translation>
    </message>
    <message>
        <source>Samples need data of at least %1 of the layers.</source>
        <translation>样本须至少有 %1 的图层有数据。</translation>
    </message>
    <message>
        <source>Samples that lack a value of %1 (%2) take no part.</source>
        <translation>缺少 %1 之值的样本（%2 个）不参与。</translation>
    </message>
    <message>
        <source>Samples with the same driver in all members</source>
        <translation>所有成员主导特征相同的样本</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>保存为</translation>
    </message>
    <message>
        <source>Save this table as CSV</source>
        <translation>将此表保存为 CSV</translation>
    </message>
    <message>
        <source>Scores of a sum interact too, because the sigmoid bends; log-odds show what the model itself joins.</source>
        <translation>由于 sigmoid 的弯曲，即使相加的量其得分也会交互；对数几率才显示模型本身的联合作用。</translation>
    </message>
    <message>
        <source>Second principal component</source>
        <translation>第二主成分</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Separation of high and low values</source>
        <translation>高值与低值的区分</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Set %1, repeat %2, fold %3: </source>
        <translation>第 %1 组，第 %2 次重复，第 %3 折：</translation>
    </message>
    <message>
        <source>Sets of non-deposits</source>
        <translation>非矿点组</translation>
    </message>
    <message>
        <source>Shard %1 is explained; join the shards for what is told of the whole map.</source>
        <translation>分片 %1 已解释；对整幅图的说明请合并分片。</translation>
    </message>
    <message>
        <source>Shard %1 is trained; run with SHARDS when all are, for what is told of the whole.</source>
        <translation>分片 %1 已训练；全部完成后请以 SHARDS 运行，以得到对整体的说明。</translation>
    </message>
    <message>
        <source>Shard %1 is written; join the shards for the whole.</source>
        <translation>分片 %1 已写入；合并各分片即得整体。</translation>
    </message>
    <message>
        <source>Shard %1: %2 cells are predicted; join the shards for what is told of the whole map.</source>
        <translation>分片 %1：已预测 %2 个像元；对整幅图的说明请合并分片。</translation>
    </message>
    <message>
        <source>Shard %1: %2 cells are written; join the shards for what is told of the whole stack.</source>
        <translation>分片 %1：已写入 %2 个像元；合并各分片可得到对整个图层栈的说明。</translation>
    </message>
    <message>
        <source>Share captured, share left out</source>
        <translation>捕获比例与舍去比例</translation>
    </message>
    <message>
        <source>Share in log-odds</source>
        <translation>以对数几率计的贡献</translation>
    </message>
    <message>
        <source>Share of deposits</source>
        <translation>矿点比例</translation>
    </message>
    <message>
        <source>Share of deposits (95 % interval)</source>
        <translation>矿点比例（95 % 区间）</translation>
    </message>
    <message>
        <source>Share of deposits found</source>
        <translation>找到的矿点比例</translation>
    </message>
    <message>
        <source>Share of its cells</source>
        <translation>占其像元的比例</translation>
    </message>
    <message>
        <source>Share of non-deposits called deposits</source>
        <translation>被判为矿点的非矿点比例</translation>
    </message>
    <message>
        <source>Share of right decisions</source>
        <translation>判定正确的比例</translation>
    </message>
    <message>
        <source>Share of the area, from the highest value of the map down</source>
        <translation>面积比例，从图的最高值往下</translation>
    </message>
    <message>
        <source>Share of the deposits captured</source>
        <translation>捕获的矿点比例</translation>
    </message>
    <message>
        <source>Share of the samples that lack a layer</source>
        <translation>缺少某图层的样本比例</translation>
    </message>
    <message>
        <source>Share that rests on presence</source>
        <translation>取决于有无的比例</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>页</translation>
    </message>
    <message>
        <source>Single features</source>
        <translation>单个特征</translation>
    </message>
    <message>
        <source>Single samples</source>
        <translation>单个样本</translation>
    </message>
    <message>
        <source>Skewness</source>
        <translation>偏度</translation>
    </message>
    <message>
        <source>Slopes</source>
        <translation>斜率</translation>
    </message>
    <message>
        <source>Smallest value above 0</source>
        <translation>大于 0 的最小值</translation>
    </message>
    <message>
        <source>Spearman correlation</source>
        <translation>Spearman 相关系数</translation>
    </message>
    <message>
        <source>Spearman rank correlation over cells with data in every layer. Dark cells off the diagonal are layers that tell much the same; a model needs one of them.</source>
        <translation>在所有图层均有数据的像元上的 Spearman 秩相关。对角线以外的深色格表示信息大致相同的图层；模型只需其中之一。</translation>
    </message>
    <message>
        <source>Spearman rank correlation over the observed samples, features in the order found. A good order for a convolution gathers strong correlations along the diagonal.</source>
        <translation>实测样本的 Spearman 秩相关，特征按所得顺序排列。适于卷积的顺序会把强相关集中在对角线附近。</translation>
    </message>
    <message>
        <source>Spearman with the next</source>
        <translation>与下一个的 Spearman</translation>
    </message>
    <message>
        <source>Spread (mean deviation)</source>
        <translation>离散程度（平均偏差）</translation>
    </message>
    <message>
        <source>Spread of slopes beyond the threshold</source>
        <translation>阈值以上斜率的离散程度</translation>
    </message>
    <message>
        <source>Standard deviations from the observed mean</source>
        <translation>偏离实测均值的标准差数</translation>
    </message>
    <message>
        <source>Studentized contrast</source>
        <translation>学生化对比度</translation>
    </message>
    <message>
        <source>Success-rate curve</source>
        <translation>成功率曲线</translation>
    </message>
    <message>
        <source>Synthetic</source>
        <translation>合成</translation>
    </message>
    <message>
        <source>Synthetic samples are made from observed ones and hold no new observation. They never count when a model is judged.</source>
        <translation>合成样本由实测样本生成，不含新的观测。评判模型时从不计入。</translation>
    </message>
    <message>
        <source>TARGETS: %1 of %2 polygons hold no centre of a cell with a score and are left out.</source>
        <translation>TARGETS：%2 个多边形中有 %1 个不含带得分的像元的中心，已剔除。</translation>
    </message>
    <message>
        <source>TARGETS: %1 polygons cannot be brought to the CRS of the map and are left out; check their coordinates.</source>
        <translation>TARGETS：%1 个多边形无法转换到图的 CRS，已剔除；请检查其坐标。</translation>
    </message>
    <message>
        <source>TARGETS: no polygon of the layer '%1' holds the centre of a cell with a score; choose larger polygons, or a map that covers them.</source>
        <translation>TARGETS：图层“%1”没有多边形含有带得分的像元的中心；请选择更大的多边形，或覆盖它们的图。</translation>
    </message>
    <message>
        <source>TARGETS: no polygon of the layer '%1' lies on the map PROSPECTIVITY; choose targets of the mapped area, or check the CRS of both.</source>
        <translation>TARGETS：图层“%1”没有多边形位于图 PROSPECTIVITY 上；请选择制图区域内的靶区，或检查两者的 CRS。</translation>
    </message>
    <message>
        <source>TARGETS: the layer '%1' has no polygons; choose the targets that Predict wrote, or polygons of your own.</source>
        <translation>TARGETS：图层“%1”没有多边形；请选择“预测成矿远景”写出的靶区，或您自己的多边形。</translation>
    </message>
    <message>
        <source>TARGETS: the layer cannot be opened; check the path or choose a layer of polygons.</source>
        <translation>TARGETS：无法打开图层；请检查路径或选择多边形图层。</translation>
    </message>
    <message>
        <source>TARGET_COUNT must be at least 0: choose a number of samples, or 0 to balance the classes.</source>
        <translation>TARGET_COUNT 必须至少为 0：请选择样本数，或 0 表示使各类平衡。</translation>
    </message>
    <message>
        <source>TARGET_POLYGONS: the reasons of targets are read off the layers; give the STACK that the shards were made of, or its LAYERS, or leave TARGET_POLYGONS out.</source>
        <translation>TARGET_POLYGONS：靶区的原因要从图层读取；请给出制作分片时的 STACK 或其 LAYERS，或不给出 TARGET_POLYGONS。</translation>
    </message>
    <message>
        <source>The %1 adds something: the gain of %2 is beyond the chance of the division.</source>
        <translation>%1确有增益：增益 %2 超出划分的偶然性。</translation>
    </message>
    <message>
        <source>The difference of %1 is beyond the chance of the division.</source>
        <translation>差异 %1 超出划分的偶然性。</translation>
    </message>
    <message>
        <source>The difference of %1 is within its error: these samples do not tell the two apart.</source>
        <translation>差异 %1 在误差以内：这些样本不能区分两者。</translation>
    </message>
    <message>
        <source>The gain of %1 is within its error: prefer the simpler of the two unless more samples confirm it.</source>
        <translation>增益 %1 在误差以内：除非有更多样本证实，请选用两者中较简单的一个。</translation>
    </message>
    <message>
        <source>The layer '%1' is of a class that no training sample had in %2 %3 (%4 %): %5.</source>
        <translation>图层“%1”在 %2 个%3（%4 %）中属于没有任何训练样本的类别：%5。</translation>
    </message>
    <message>
        <source>The test scores are flattered: the non-deposits were chosen for evidence unlike that of all deposits, those held out for tests among them, and on layers of pure noise that alone raised the AUC of random forests by 0.1 to 0.15; compare models by these figures, and judge by random non-deposits how good they are.</source>
        <translation>测试得分偏高：非矿点是按其证据与所有矿点（包括留出用于测试的矿点）不相似来选取的，在纯噪声图层上，仅此就使随机森林的 AUC 升高 0.1 至 0.15；请用这些数字比较模型，而用随机选取的非矿点判断其优劣。</translation>
    </message>
    <message>
        <source>TRAININGS: '%1' could not be written whole: free some space on the disk or choose another folder.</source>
        <translation>TRAININGS：无法完整写入“%1”：请释放磁盘空间或选择其他文件夹。</translation>
    </message>
    <message>
        <source>TRAININGS: choose a file for what the shard has trained.</source>
        <translation>TRAININGS：请为分片的训练结果选择文件。</translation>
    </message>
    <message>
        <source>TRAININGS: they are of a shard; give SHARD as well, or leave it out.</source>
        <translation>TRAININGS：它属于分片；请同时给出 SHARD，或不给出它。</translation>
    </message>
    <message>
        <source>Taken for classes, which are neither interpolated nor noised: %1.</source>
        <translation>视为类别，既不插值也不加噪声：%1。</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>靶区</translation>
    </message>
    <message>
        <source>Target %1</source>
        <translation>靶区 %1</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>靶区</translation>
    </message>
    <message>
        <source>Test %1</source>
        <translation>测试%1</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>Test of conditional independence (new omnibus test, Agterberg &amp; Cheng 2002): with the samples' own share of deposits as prior, the posterior probabilities of the samples add up to %1 deposits where there are %2 (z = %3, one-sided p = %4): %5</source>
        <translation>条件独立性检验（新综合检验，Agterberg &amp; Cheng 2002）：以样本自身的矿点比例为先验，样本的后验概率之和为 %1 个矿点，而实有 %2 个（z = %3，单侧 p = %4）：%5</translation>
    </message>
    <message>
        <source>That combination differs from no augmentation by %1 (p = %2): %3</source>
        <translation>该组合与不用数据增强相差 %1（p = %2）：%3</translation>
    </message>
    <message>
        <source>That is how the model uses its layers, and no proof of what makes a deposit.</source>
        <translation>这说明模型如何使用各图层，并不证明矿床的成因。</translation>
    </message>
    <message>
        <source>That is more than a tenth, and may be an artefact, because surveys go where deposits are known. It rests on %1: look at where these layers were surveyed and why, and train a model whose holes are filled, which does not see what is missing, to learn what is left.</source>
        <translation>这超过十分之一，可能是假象，因为勘查工作往往在已知矿点附近进行。它取决于 %1：请查明这些图层在哪里、为何测量，并训练一个以填补代替缺失、看不到缺失的模型，以了解还剩下什么。</translation>
    </message>
    <message>
        <source>That is worse than chance: the deposits lie where the map is low. If low values mean high prospectivity, turn the sign of the map and run again.</source>
        <translation>这比随机还差：矿点位于图的低值处。若低值表示高远景，请反转图的符号后重新运行。</translation>
    </message>
    <message>
        <source>The %1 features that move the mean least</source>
        <translation>使均值变动最小的 %1 个特征</translation>
    </message>
    <message>
        <source>The %1 features whose PDP and local effects span least</source>
        <translation>PDP 与局部效应变幅最小的 %1 个特征</translation>
    </message>
    <message>
        <source>The %1 of %2 pairs that interact most</source>
        <translation>%2 对中交互最强的 %1 对</translation>
    </message>
    <message>
        <source>The band is what other deposits of the same kind might have given.</source>
        <translation>色带为其他同类矿点可能给出的结果。</translation>
    </message>
    <message>
        <source>The best 5 % of the area hold %1 of the deposits, and %2 of it hold 80 % of them.</source>
        <translation>最佳 5 % 的面积含有 %1 的矿点，%2 的面积含有 80 % 的矿点。</translation>
    </message>
    <message>
        <source>The best combination, %1, reaches %2.</source>
        <translation>最佳组合为%1，达到 %2。</translation>
    </message>
    <message>
        <source>The charts are still pictures: install the package python3-plotly and run the algorithm again for charts that tell their numbers when pointed at.</source>
        <translation>图表为静态图片：安装软件包 python3-plotly 后重新运行，即可得到指向时显示数值的图表。</translation>
    </message>
    <message>
        <source>The class %2 of %1 is '%3', and the model learnt '%4' under this number: give a layer whose classes are numbered as those that the model was trained on.</source>
        <translation>%1 的类别 %2 为“%3”，而模型在此编号下学到的是“%4”：请给出与模型训练时编号相同的图层。</translation>
    </message>
    <message>
        <source>The class 'other' of %1 holds %2, which it did not hold where the model was trained: give the layer that the model was trained on, or trust the model less where this class is.</source>
        <translation>%1 的类别“other”含有 %2，而模型训练时不含：请给出训练模型时的图层，或在此类别处降低对模型的信任。</translation>
    </message>
    <message>
        <source>The counts in '%1' are not those of the other shards: make that shard again.</source>
        <translation>“%1”中的计数与其他分片不一致：请重新制作该分片。</translation>
    </message>
    <message>
        <source>The counts that the parts of the map left are not of this model: make the parts again.</source>
        <translation>图的各部分留下的计数不属于此模型：请重新制作这些部分。</translation>
    </message>
    <message>
        <source>The dark band shows how far the members of the model lie apart in the local effects.</source>
        <translation>深色带表示模型各成员在局部效应上的离散程度。</translation>
    </message>
    <message>
        <source>The dark band shows how far the members of the model lie apart in the mean of all samples.</source>
        <translation>深色带表示模型各成员在全部样本均值上的离散程度。</translation>
    </message>
    <message>
        <source>The dash-dotted line is the decision threshold.</source>
        <translation>点划线为判定阈值。</translation>
    </message>
    <message>
        <source>The difference of %1 (p = %2) is beyond the chance of the division.</source>
        <translation>差异 %1（p = %2）超出划分的偶然性。</translation>
    </message>
    <message>
        <source>The difference of %1 (p = %2) is within its error: these samples do not tell the two apart.</source>
        <translation>差异 %1（p = %2）在误差以内：这些样本不能区分两者。</translation>
    </message>
    <message>
        <source>The drivers that the parts of the map left are not of this model: make the parts again.</source>
        <translation>图的各部分留下的主导图层不属于此模型：请重新制作这些部分。</translation>
    </message>
    <message>
        <source>The environment variable %1 is '%2': set it to baseline, avx2 or avx512, or leave it away for the best that this machine has.</source>
        <translation>环境变量 %1 为“%2”：请设为 baseline、avx2 或 avx512，或不设置，以使用本机最好的一种。</translation>
    </message>
    <message>
        <source>The environment variable %1 is '%2': set it to the megabytes that rasters may take, a whole number from %3 on, or leave it away for %4.</source>
        <translation>环境变量 %1 为“%2”：请设为栅格可占用的兆字节数，即不小于 %3 的整数，或不设置，取 %4。</translation>
    </message>
    <message>
        <source>The expected calibration error of the score is %1, and %2 after calibration by the other folds.</source>
        <translation>得分的期望校准误差为 %1，经其他各折校准后为 %2。</translation>
    </message>
    <message>
        <source>The expected calibration error of the score is %1.</source>
        <translation>得分的期望校准误差为 %1。</translation>
    </message>
    <message>
        <source>The feature '%1' alone separates deposits from non-deposits almost without error (%2 % of the deposits and %3 % of the non-deposits lie between %4 and %5): was it measured in the same way at both, and is it known where nothing has been found yet? If not, leave it out of %6.</source>
        <translation>特征“%1”单独就几乎无误地区分矿点与非矿点（%2 % 的矿点和 %3 % 的非矿点位于 %4 与 %5 之间）：它在两者处是以同样方式测量的吗？在尚未发现矿的地方也知道它吗？若不是，请从 %6 中去掉它。</translation>
    </message>
    <message>
        <source>The feature '%1' alone separates deposits from non-deposits almost without error (AUC %2): was it measured in the same way at both, and is it known where nothing has been found yet? If not, leave it out of %3.</source>
        <translation>特征“%1”单独就几乎无误地区分矿点与非矿点（AUC %2）：它在两者处是以同样方式测量的吗？在尚未发现矿的地方也知道它吗？若不是，请从 %3 中去掉它。</translation>
    </message>
    <message>
        <source>The feature '%1' follows the places of the samples smoothly, as a coordinate of another CRS does: is it evidence, such as the distance from something far away? If not, leave it out of %2.</source>
        <translation>特征“%1”随样本位置平滑变化，如同另一 CRS 的坐标：它是证据吗，例如到远处某物的距离？若不是，请从 %2 中去掉它。</translation>
    </message>
    <message>
        <source>The feature '%1' has %2 values, each of which deposits alone or non-deposits alone have, as a copy of the label does: is it known where nothing has been found yet? If not, leave it out of %3.</source>
        <translation>特征“%1”有 %2 个值，每个值只出现在矿点或只出现在非矿点，如同标签的副本：在尚未发现矿的地方也知道它吗？若不是，请从 %3 中去掉它。</translation>
    </message>
    <message>
        <source>The feature '%1' has numbers of the size of coordinates in metres, and the samples have no places to hold them against: is it evidence? If not, leave it out of %2.</source>
        <translation>特征“%1”的数值与以米计的坐标大小相当，而样本没有位置可供对照：它是证据吗？若不是，请从 %2 中去掉它。</translation>
    </message>
    <message>
        <source>The feature '%1' has one value at almost all samples of one label and other values at almost all of the other, as a copy of the label does, or the tonnage of deposits: is it known where nothing has been found yet? If not, leave it out of %2.</source>
        <translation>特征“%1”在一类标签的几乎所有样本中为同一个值，在另一类的几乎所有样本中为其他值，如同标签的副本或矿床的吨位：在尚未发现矿的地方也知道它吗？若不是，请从 %2 中去掉它。</translation>
    </message>
    <message>
        <source>The feature '%1' runs with one axis of the map, as a coordinate does: is it evidence, such as the distance from a straight line? If not, leave it out of %2.</source>
        <translation>特征“%1”沿图的一个坐标轴变化，如同坐标：它是证据吗，例如到一条直线的距离？若不是，请从 %2 中去掉它。</translation>
    </message>
    <message>
        <source>The feature that moves the mean least</source>
        <translation>使均值变动最小的特征</translation>
    </message>
    <message>
        <source>The feature whose PDP and local effects span least</source>
        <translation>PDP 与局部效应变幅最小的特征</translation>
    </message>
    <message>
        <source>The figures are means over the test parts, with their standard deviation: these parts share training samples, so that it is no confidence interval.</source>
        <translation>数值为各测试部分的均值及其标准差：这些部分共用训练样本，因此它不是置信区间。</translation>
    </message>
    <message>
        <source>The file %1 is not a model of Prospectivity Lens, or is damaged: choose a .pt file written by Train CNN.</source>
        <translation>文件 %1 不是 Prospectivity Lens 的模型，或已损坏：请选择“训练 CNN”写出的 .pt 文件。</translation>
    </message>
    <message>
        <source>The file does not say by which versions and with which seed it was made.</source>
        <translation>文件未说明它由哪些版本、用哪个种子生成。</translation>
    </message>
    <message>
        <source>The file does not say how it was validated.</source>
        <translation>文件未说明如何验证。</translation>
    </message>
    <message>
        <source>The file does not say how many samples there were.</source>
        <translation>文件未说明有多少样本。</translation>
    </message>
    <message>
        <source>The file holds no validation: nothing is known of how well the model ranks ground that it has not seen. Train it anew before decisions rest on it.</source>
        <translation>文件不含验证：不知道模型对未见过的地区排序如何。据此决策之前，请重新训练。</translation>
    </message>
    <message>
        <source>The file stores no calibration that could be trusted: its scores rank ground and cannot be made probabilities.</source>
        <translation>文件没有可信的校准：其得分只能对地区排序，不能换算为概率。</translation>
    </message>
    <message>
        <source>The file stores no samples to compare with: explanations need a layer of them.</source>
        <translation>文件没有可供对比的样本：解释时需要给出一个样本图层。</translation>
    </message>
    <message>
        <source>The further the curve bends to the upper left, the less ground must be searched. Cells of one value enter together, as a straight line.</source>
        <translation>曲线越向左上方弯曲，需要搜索的范围越小。值相同的像元一并计入，表现为直线段。</translation>
    </message>
    <message>
        <source>The layer %1 cannot be brought from %2 to %3: check its CRS and extent, or leave it out.</source>
        <translation>图层 %1 无法从 %2 转换到 %3：请检查其 CRS 和范围，或去掉它。</translation>
    </message>
    <message>
        <source>The layer %1 cannot be read (%2): check the file, or the connection to it.</source>
        <translation>无法读取图层 %1（%2）：请检查文件或与它的连接。</translation>
    </message>
    <message>
        <source>The layer %1 has no CRS</source>
        <translation>图层 %1 没有 CRS</translation>
    </message>
    <message>
        <source>The layer %1 holds the code %2, which it did not hold when the stack was planned: make the plan anew.</source>
        <translation>图层 %1 含有编码 %2，而制作图层栈计划时没有：请重新制作计划。</translation>
    </message>
    <message>
        <source>The layer '%1' (%2) is in %3, but %4 in %5: bring it there with Reproject layer.</source>
        <translation>图层“%1”（%2）使用 %3，而 %5 中的“%4”使用不同的 CRS：请用“重投影图层”转换。</translation>
    </message>
    <message>
        <source>The layer '%1' has a coordinate that is not a number: remove that feature first.</source>
        <translation>图层“%1”有一个不是数字的坐标：请先删除该要素。</translation>
    </message>
    <message>
        <source>The layer '%1' has a geometry that cannot be read: repair the layer with Fix geometries first.</source>
        <translation>图层“%1”有一个无法读取的几何图形：请先用“修正几何图形”修复图层。</translation>
    </message>
    <message>
        <source>The layer '%1' lies outside of the range of the training samples (%2 to %3) in %4 % of the %5: are its units and its transforms those of the stack that the model was trained on?</source>
        <translation>图层“%1”在 %4 % 的%5中超出训练样本的取值范围（%2 至 %3）：其单位和变换是否与训练模型时的图层栈一致？</translation>
    </message>
    <message>
        <source>The layers %1 have no CRS</source>
        <translation>图层 %1 没有 CRS</translation>
    </message>
    <message>
        <source>The library of decision trees %1 is of another version: install the plugin again.</source>
        <translation>决策树库 %1 的版本不符：请重新安装插件。</translation>
    </message>
    <message>
        <source>The library of decision trees (%1) answers in a form that is not known: install the release of Prospectivity Lens that was built for it.</source>
        <translation>决策树库（%1）的应答形式未知：请安装为其编译的 Prospectivity Lens 版本。</translation>
    </message>
    <message>
        <source>The library of decision trees could not be opened (%1): run 'apt install %2', or install the plugin again.</source>
        <translation>无法打开决策树库（%1）：请运行 'apt install %2'，或重新安装插件。</translation>
    </message>
    <message>
        <source>The library of decision trees could not grow them on these samples (%1): look for values that are out of the ordinary, or choose another reference model.</source>
        <translation>决策树库无法在这些样本上生成树（%1）：请查找异常的数值，或选择其他参考模型。</translation>
    </message>
    <message>
        <source>The log-odds are a weighted sum of the scaled layers: no curves and no interactions.</source>
        <translation>对数几率为缩放后各图层的加权和：没有曲线关系，也没有交互。</translation>
    </message>
    <message>
        <source>The mask of the raster '%1' cannot be read (%2): %3.</source>
        <translation>无法读取栅格“%1”的掩膜（%2）：%3。</translation>
    </message>
    <message>
        <source>The method Auto makes them exact, with the output space %1.</source>
        <translation>方法“自动”配合输出空间“%1”可得到精确值。</translation>
    </message>
    <message>
        <source>The method Auto makes them exact.</source>
        <translation>方法“自动”可得到精确值。</translation>
    </message>
    <message>
        <source>The model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The model '%1' cannot be read: install the plugin again.</source>
        <translation>无法读取模型“%1”：请重新安装插件。</translation>
    </message>
    <message>
        <source>The model among its rivals on the same test parts, by AUC</source>
        <translation>本模型与对照模型在同样测试部分上的比较，按 AUC</translation>
    </message>
    <message>
        <source>The model cannot be written to %1: choose a folder that exists, is writable and has space.</source>
        <translation>模型无法写入 %1：请选择存在、可写且有空间的文件夹。</translation>
    </message>
    <message>
        <source>The model file %1 does not exist or cannot be read: choose a .pt file of Train CNN.</source>
        <translation>模型文件 %1 不存在或无法读取：请选择“训练 CNN”的 .pt 文件。</translation>
    </message>
    <message>
        <source>The model file '%1' cannot be read: choose a file that exists and that you may read.</source>
        <translation>无法读取模型文件“%1”：请选择存在且可读的文件。</translation>
    </message>
    <message>
        <source>The model file holds %1 fitted on all observed samples.</source>
        <translation>模型文件含有 %1，用全部实测样本拟合。</translation>
    </message>
    <message>
        <source>The model file holds %1, of all %2 sets of non-deposits.</source>
        <translation>模型文件含有 %1，来自全部 %2 组非矿点。</translation>
    </message>
    <message>
        <source>The model file holds no background samples, so that no drivers of the targets can be told; train the model again with this plugin.</source>
        <translation>模型文件没有背景样本，因此无法给出靶区的主导图层；请用本插件重新训练模型。</translation>
    </message>
    <message>
        <source>The model file holds the %1 of all folds.</source>
        <translation>模型文件含有全部各折的 %1。</translation>
    </message>
    <message>
        <source>The model has %1 members, and black bars show ± 1 standard deviation over what each of them alone gives.</source>
        <translation>模型有 %1 个成员，黑色短线为各成员单独所得结果的 ± 1 个标准差。</translation>
    </message>
    <message>
        <source>The model has %1 members; dark bands show ± 1 standard deviation over the means (PDP) of each of them alone.</source>
        <translation>模型有 %1 个成员；深色带为各成员单独均值（PDP）的 ± 1 个标准差。</translation>
    </message>
    <message>
        <source>The model is in a temporary file, '%1', which goes when QGIS is closed: choose a file for it, or copy it, to keep it.</source>
        <translation>模型在临时文件“%1”中，QGIS 关闭后会消失：若要保留，请为它选择文件或复制一份。</translation>
    </message>
    <message>
        <source>The model is saved in '%1'.</source>
        <translation>模型已保存在“%1”。</translation>
    </message>
    <message>
        <source>The model is the mean of %1 weight tables, each of samples of its own; the first is shown and tested.</source>
        <translation>模型为 %1 个权重表的均值，各自取自不同的样本；此处显示并检验第一个。</translation>
    </message>
    <message>
        <source>The model stores no calibration, because the samples that were held out are of one class, or all have the same score: its output stays a score.</source>
        <translation>模型未存校准，因为留出的样本只有一类，或得分全都相同：其输出仍为得分。</translation>
    </message>
    <message>
        <source>The model stores no calibration, because the slope of deposits against the log-odds of samples that were held out, %1, is not above 0 beyond its 95 % interval: its output stays a score.</source>
        <translation>模型未存校准，因为矿点对留出样本对数几率的斜率 %1，其 95 % 区间并不全在 0 以上：其输出仍为得分。</translation>
    </message>
    <message>
        <source>The model takes missing values: beside the curve of a feature that is missing somewhere stands what it says where the feature is missing.</source>
        <translation>模型接受缺失值：若某特征在某些样本中缺失，其曲线旁附有该特征缺失时模型的预测。</translation>
    </message>
    <message>
        <source>The next, %1, reaches %2.</source>
        <translation>其次为%1，达到 %2。</translation>
    </message>
    <message>
        <source>The notes of the study cannot be written to %1: free some space or make the folder writable.</source>
        <translation>试验的记录无法写入 %1：请释放空间或使文件夹可写。</translation>
    </message>
    <message>
        <source>The number of epochs was fixed and no sample was kept back to decide when to stop, so that there is no validation part.</source>
        <translation>轮数固定，没有留出样本来决定何时停止，因此没有验证部分。</translation>
    </message>
    <message>
        <source>The plan '%1' was written by a newer version of the plugin: make the shards with that one.</source>
        <translation>计划“%1”由更新版本的插件写成：请用该版本制作分片。</translation>
    </message>
    <message>
        <source>The plan has more than %1 MB, which no shard reads: leave out the layers with very many classes and long names, or make the stack in one run.</source>
        <translation>该计划超过 %1 MB，分片无法读取：请去掉类别极多且名称很长的图层，或用一次运行制作图层栈。</translation>
    </message>
    <message>
        <source>The plan of the stack does not tell of the band '%1': make it anew with these layers, names and parameters.</source>
        <translation>图层栈的计划中没有波段“%1”：请用这些图层、名称和参数重新制作。</translation>
    </message>
    <message>
        <source>The prospectivity raster %1 has no cell with data: check the mask and the NoData of the layers.</source>
        <translation>成矿远景栅格 %1 没有有数据的像元：请检查掩膜和图层的 NoData。</translation>
    </message>
    <message>
        <source>The prospectivity raster %1 holds values beyond 0 to 1: choose a map of prospectivity scores.</source>
        <translation>成矿远景栅格 %1 含有 0 到 1 以外的值：请选择远景得分图。</translation>
    </message>
    <message>
        <source>The raster %1 does not fit its place in %2: make it again.</source>
        <translation>栅格 %1 与其在 %2 中的位置不符：请重新制作。</translation>
    </message>
    <message>
        <source>The raster %1 lies on another grid than %2: bring the layers together with Build evidence stack first.</source>
        <translation>栅格 %1 的格网与 %2 不同：请先用“构建证据图层栈”统一这些图层。</translation>
    </message>
    <message>
        <source>The raster '%1' cannot be created: choose a folder that exists and is writable.</source>
        <translation>无法创建栅格“%1”：请选择存在且可写的文件夹。</translation>
    </message>
    <message>
        <source>The raster '%1' cannot be opened%2: %3.</source>
        <translation>无法打开栅格“%1”%2：%3。</translation>
    </message>
    <message>
        <source>The raster '%1' cannot be opened: check that the file exists and is a raster.</source>
        <translation>无法打开栅格“%1”：请检查文件是否存在，是否为栅格。</translation>
    </message>
    <message>
        <source>The raster '%1' cannot be read (%2): %3.</source>
        <translation>无法读取栅格“%1”（%2）：%3。</translation>
    </message>
    <message>
        <source>The raster '%1' cannot be read: check the file, or the connection to it.</source>
        <translation>无法读取栅格“%1”：请检查文件或与它的连接。</translation>
    </message>
    <message>
        <source>The raster '%1' cannot be read: check the file.</source>
        <translation>无法读取栅格“%1”：请检查该文件。</translation>
    </message>
    <message>
        <source>The raster '%1' cannot be written as Cloud optimized GeoTIFF, which this GDAL does not know: choose GeoTIFF.</source>
        <translation>栅格“%1”不能写为云优化 GeoTIFF，此 GDAL 不支持该格式：请选择 GeoTIFF。</translation>
    </message>
    <message>
        <source>The raster '%1' cannot hold the grid or the CRS of the stack (%2): check the CRS of the layers.</source>
        <translation>栅格“%1”无法保存图层栈的格网或 CRS（%2）：请检查图层的 CRS。</translation>
    </message>
    <message>
        <source>The raster '%1' could not be written whole: free some space on the disk or choose another folder.</source>
        <translation>栅格“%1”未能完整写出：请释放磁盘空间或选择其他文件夹。</translation>
    </message>
    <message>
        <source>The raster '%1' has no bands: choose one of its sub-datasets.</source>
        <translation>栅格“%1”没有波段：请选择其子数据集之一。</translation>
    </message>
    <message>
        <source>The raster '%1' holds complex numbers: make real ones of it, the amplitude say.</source>
        <translation>栅格“%1”含有复数：请先转换为实数，例如取振幅。</translation>
    </message>
    <message>
        <source>The raster '%1' is a mosaic of files behind a network, whose tiles are taken for NoData where they do not come: choose the files, and bring them together with Build evidence stack.</source>
        <translation>栅格“%1”是网络文件的镶嵌，未能取到的图块会被当作 NoData：请选择这些文件，并用“构建证据图层栈”统一它们。</translation>
    </message>
    <message>
        <source>The raster of target levels %1 cannot be read: run the tool again.</source>
        <translation>无法读取靶区等级栅格 %1：请重新运行该工具。</translation>
    </message>
    <message>
        <source>The report '%1' could not be written: choose a folder that exists, is writable and has space.</source>
        <translation>报告“%1”无法写出：请选择存在、可写且有空间的文件夹。</translation>
    </message>
    <message>
        <source>The rest</source>
        <translation>其余</translation>
    </message>
    <message>
        <source>The run was cancelled.</source>
        <translation>运行已取消。</translation>
    </message>
    <message>
        <source>The sample with the highest prediction: red features raise it, blue ones lower it.</source>
        <translation>预测最高的样本：红色特征使其升高，蓝色特征使其降低。</translation>
    </message>
    <message>
        <source>The score here is raised by %1 (%2 of all that raises it), then %3 (%4).</source>
        <translation>此处的得分由 %1 提高（占全部提高量的 %2），其次为 %3（%4）。</translation>
    </message>
    <message>
        <source>The score here is raised by %1 (%2 of all that raises it).</source>
        <translation>此处的得分由 %1 提高（占全部提高量的 %2）。</translation>
    </message>
    <message>
        <source>The score is the mean share of deposits in the leaves.</source>
        <translation>得分为各叶节点中矿点比例的均值。</translation>
    </message>
    <message>
        <source>The score is the sigmoid of the sum over the leaves.</source>
        <translation>得分为各叶节点之和的 sigmoid。</translation>
    </message>
    <message>
        <source>The score ranks cells by how much they resemble the deposits of the training samples. It is no probability: its level depends on how many non-deposits stood beside the deposits.</source>
        <translation>得分按像元与训练样本中矿点的相似程度排序。它不是概率：其高低取决于与矿点相对的非矿点有多少。</translation>
    </message>
    <message>
        <source>The shards were computed with different instruction sets of processors (%1), on which last digits depend: where the map must have the bits of a single run, make the shards again with PROSPECTIVITY_INSTRUCTIONS at the lowest of these.</source>
        <translation>各分片是用不同的处理器指令集（%1）计算的，末位数字取决于指令集：如果图必须与单次运行逐位一致，请把 PROSPECTIVITY_INSTRUCTIONS 设为其中最低者，重新制作分片。</translation>
    </message>
    <message>
        <source>The sheets are in the order of %1.</source>
        <translation>各页按%1排列。</translation>
    </message>
    <message>
        <source>The sheets tell no share in the area of applicability. %1</source>
        <translation>靶区页面没有给出在适用区域内的比例。%1</translation>
    </message>
    <message>
        <source>The spread is that of the members' own scores, whose mean is not the value shown: that belongs to the mean of their log-odds.</source>
        <translation>离散程度取自各成员自身的得分，其均值并非所示之值：所示之值对应各成员对数几率的均值。</translation>
    </message>
    <message>
        <source>The stack is planned; make its shards by the plan, then join them.</source>
        <translation>图层栈的计划已制作；请按计划制作各分片，再合并。</translation>
    </message>
    <message>
        <source>The study was stopped before a training was finished: nothing of it is kept.</source>
        <translation>试验在完成任何一次训练之前停止：没有保留任何内容。</translation>
    </message>
    <message>
        <source>The study was stopped: %1 of its %2 trainings are finished and kept in '%3'. Run it again with the same samples and parameters, and it goes on from there.</source>
        <translation>试验已停止：%2 次训练中完成了 %1 次，保存在“%3”。以同样的样本和参数再次运行，会从那里继续。</translation>
    </message>
    <message>
        <source>The summary '%1' was left by a newer version of the plugin: join the shards with that one.</source>
        <translation>摘要“%1”由更新版本的插件留下：请用该版本合并分片。</translation>
    </message>
    <message>
        <source>The system gives no thread to compute with: close other programs.</source>
        <translation>系统没有可用于计算的线程：请关闭其他程序。</translation>
    </message>
    <message>
        <source>The target</source>
        <translation>本靶区</translation>
    </message>
    <message>
        <source>The target levels cannot be made into polygons (%1): leave %2 out, or choose fewer levels.</source>
        <translation>无法把靶区等级转为多边形（%1）：请不给出 %2，或选择较少的等级。</translation>
    </message>
    <message>
        <source>The test AUC spreads by %1 between sets of non-deposits and by %2 within a set (folds %3, rest %4); the held-out scores of deposits spread by %5 between sets of non-deposits and by %6 within a set (deposits %7, rest %8).</source>
        <translation>测试 AUC 的离散程度：非矿点组之间为 %1，组内为 %2（折 %3，其余 %4）；矿点的留出得分：非矿点组之间为 %5，组内为 %6（矿点 %7，其余 %8）。</translation>
    </message>
    <message>
        <source>The training diverged (the loss became NaN in epoch %1): lower %2 or choose another %3.</source>
        <translation>训练发散（第 %1 轮损失变为 NaN）：请降低 %2 或选择其他 %3。</translation>
    </message>
    <message>
        <source>The training library %1 is of another version: install the plugin again.</source>
        <translation>训练库 %1 的版本不符：请重新安装插件。</translation>
    </message>
    <message>
        <source>The training library could not be opened (%1): run 'apt install %2', or install the plugin again.</source>
        <translation>无法打开训练库（%1）：请运行 'apt install %2'，或重新安装插件。</translation>
    </message>
    <message>
        <source>The validation part is taken from the training part; test samples play no role here.</source>
        <translation>验证部分取自训练部分；测试样本不参与其中。</translation>
    </message>
    <message>
        <source>The values are estimates from random orders of the features; the table gives their standard errors.</source>
        <translation>这些值由特征的随机排列估计得出；表中给出其标准误差。</translation>
    </message>
    <message>
        <source>The values of %1 (%2) are not what the model learnt (%3), and a log-ratio cannot be made of one layer: give the stack that the model was trained on, or one with '%4' among its transforms.</source>
        <translation>%1 的值（%2）与模型所学的（%3）不同，而对数比无法由单个图层构成：请给出训练模型时的图层栈，或变换中含有“%4”的图层栈。</translation>
    </message>
    <message>
        <source>The values of %1 (%2) are not what the model learnt (%3): give the layer as it was before it was transformed, or a stack with the transforms of the one that the model was trained on.</source>
        <translation>%1 的值（%2）与模型所学的（%3）不同：请给出变换之前的图层，或与训练模型时变换相同的图层栈。</translation>
    </message>
    <message>
        <source>The values of %1 are %2, and the model learnt %3: give the layer that the model was trained on.</source>
        <translation>%1 的值是%2，而模型所学的是%3：请给出训练模型时的图层。</translation>
    </message>
    <message>
        <source>The values of %1 are in %2, and the model learnt them in %3: they are multiplied by %4. If they are in %3 already, give the layer that unit (%5 of Build evidence stack).</source>
        <translation>%1的值以 %2 为单位，而模型学习时以 %3 为单位：现乘以 %4。若其单位已经是 %3，请为该图层设定此单位（“构建证据图层栈”的 %5）。</translation>
    </message>
    <message>
        <source>The values of %1 are in %2, and the model learnt them in %3: unless these are two names of one unit, bring the layer to %3 first.</source>
        <translation>%1 的值以 %2 计，而模型学到的以 %3 计：除非两者是同一单位的不同名称，请先把图层换算为 %3。</translation>
    </message>
    <message>
        <source>The values of %1 were transformed in %2, and the model learnt them in %3: bring the layer to %3, and build the stack anew.</source>
        <translation>%1的值是以 %2 为单位变换的，而模型学习时以 %3 为单位：请把图层换算为 %3，并重建图层栈。</translation>
    </message>
    <message>
        <source>Their values are those the model is given, after any transform, in the cells of the samples themselves.</source>
        <translation>其值为输入模型的值（已作变换），取自样本自身所在的像元。</translation>
    </message>
    <message>
        <source>Their values are those the model is given, after any transform.</source>
        <translation>其值为输入模型的值（已作变换）。</translation>
    </message>
    <message>
        <source>There are fewer than two bins of five samples (at most GRID_POINTS - 1), so that there are no accumulated local effects of %1.</source>
        <translation>含五个样本的分箱不足两个（分箱数至多为 GRID_POINTS - 1），因此没有 %1 的累积局部效应。</translation>
    </message>
    <message>
        <source>There is no shape to measure the distance to: choose a layer with geometries.</source>
        <translation>没有可量测距离的图形：请选择带几何图形的图层。</translation>
    </message>
    <message>
        <source>There is not enough memory for this run: give MEMORY a smaller number, or close other programs.</source>
        <translation>本次运行的内存不足：请给 MEMORY 更小的数，或关闭其他程序。</translation>
    </message>
    <message>
        <source>There is not enough memory for this run: use fewer samples or layers, or close other programs.</source>
        <translation>本次运行的内存不足：请使用较少的样本或图层，或关闭其他程序。</translation>
    </message>
    <message>
        <source>There is not enough memory to draw the shapes on the grid; close other programs.</source>
        <translation>内存不足，无法在格网上绘制图形；请关闭其他程序。</translation>
    </message>
    <message>
        <source>These are standard deviations from a two-way analysis of variance with random effects, over sets and folds or sets and deposits; the spread between sets is what another choice of non-deposits would change everywhere alike.</source>
        <translation>这些为双因素随机效应方差分析的标准差，因素为组与折，或组与矿点；组间离散程度是另选非矿点时处处同样改变的部分。</translation>
    </message>
    <message>
        <source>These are the weights of the network's filters.</source>
        <translation>这些是网络滤波器的权重。</translation>
    </message>
    <message>
        <source>These deposits lie higher on the map than chance would put them.</source>
        <translation>这些矿点在图上的位置高于随机水平。</translation>
    </message>
    <message>
        <source>These deposits lie higher on the map than chance would put them; without intervals nothing says how far that can be trusted.</source>
        <translation>这些矿点在图上的位置高于随机水平；没有区间，无从得知其可信程度。</translation>
    </message>
    <message>
        <source>These layers do not lie on the grid of %1: %2. Bring them together with Build evidence stack, with that layer as %3.</source>
        <translation>这些图层不在 %1 的格网上：%2。请用“构建证据图层栈”统一它们，并以该图层作为 %3。</translation>
    </message>
    <message>
        <source>These layers enter the model as the log-odds of deposits in their classes, drawn towards the share of deposits in the training part the more, the fewer samples a class has (Micci-Barreca 2001). The model was fitted on values from other samples' labels.</source>
        <translation>这些图层以其类别中矿点的对数几率输入模型，类别的样本越少，越向训练部分的矿点比例收缩（Micci-Barreca 2001）。拟合模型所用的值取自其他样本的标签。</translation>
    </message>
    <message>
        <source>They do not part from the PDP, beyond rounding, for any feature.</source>
        <translation>没有特征的累积局部效应与 PDP 的偏离超出舍入误差。</translation>
    </message>
    <message>
        <source>They lie farthest from the PDP for %1, by %2 (%3, at an edge of a bin).</source>
        <translation>其中 %1 与 PDP 相距最远，相差 %2（%3，在某个分箱边界处）。</translation>
    </message>
    <message>
        <source>This kind of model moves in steps: its curves have no slopes.</source>
        <translation>此类模型呈阶梯变化：其曲线没有斜率。</translation>
    </message>
    <message>
        <source>This model has exact values for at most %1 layers.</source>
        <translation>此模型至多对 %1 个图层有精确值。</translation>
    </message>
    <message>
        <source>This study (%1 trainings on %2 thread)</source>
        <translation>本次试验（%1 次训练，%2 个线程）</translation>
    </message>
    <message>
        <source>This study (%1 trainings on %2 threads)</source>
        <translation>本次试验（%1 次训练，%2 个线程）</translation>
    </message>
    <message>
        <source>Threshold: value of the map</source>
        <translation>阈值：图的值</translation>
    </message>
    <message>
        <source>To map with it</source>
        <translation>用它制图的方法</translation>
    </message>
    <message>
        <source>To map with it: Train reference model, method %1.</source>
        <translation>用它制图：训练参考模型，方法 %1。</translation>
    </message>
    <message>
        <source>To the right, in red: deposits excite the filters more at this feature; to the left, in blue: non-deposits do. Mean of all networks of the model.</source>
        <translation>向右、红色：矿点在此特征处对滤波器的激活更强；向左、蓝色：非矿点更强。为模型全部网络的均值。</translation>
    </message>
    <message>
        <source>Top %1 of the area (at least %2)</source>
        <translation>面积前 %1（至少 %2）</translation>
    </message>
    <message>
        <source>Top %1 to %2 of the area (at least %3)</source>
        <translation>面积前 %1 至 %2（至少 %3）</translation>
    </message>
    <message>
        <source>Train CNN</source>
        <translation>训练 CNN</translation>
    </message>
    <message>
        <source>Train reference model, method %1</source>
        <translation>训练参考模型，方法 %1</translation>
    </message>
    <message>
        <source>Training accuracy minus test accuracy</source>
        <translation>训练准确率减测试准确率</translation>
    </message>
    <message>
        <source>Training library</source>
        <translation>训练库</translation>
    </message>
    <message>
        <source>Training of the prospectivity %1</source>
        <translation>成矿远景%1的训练</translation>
    </message>
    <message>
        <source>Transform</source>
        <translation>变换</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>实际</translation>
    </message>
    <message>
        <source>UNCERTAINTY is chosen and no file for it: UNCERTAINTY_OUTPUT is a temporary file, which goes when QGIS is closed.</source>
        <translation>选择了 UNCERTAINTY 而没有给出文件：UNCERTAINTY_OUTPUT 为临时文件，QGIS 关闭后会消失。</translation>
    </message>
    <message>
        <source>UNCERTAINTY: choose how to measure it, or leave UNCERTAINTY_OUTPUT out.</source>
        <translation>UNCERTAINTY：请选择度量方式，或不给出 UNCERTAINTY_OUTPUT。</translation>
    </message>
    <message>
        <source>Unequal</source>
        <translation>不均等</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Units and transforms of its layers are not recorded: whoever uses it must see to it that layers are in the units it was trained on.</source>
        <translation>其图层的单位和变换没有记录：使用者须确保图层的单位与训练时一致。</translation>
    </message>
    <message>
        <source>Up to %1 synthetic samples were added to the training part of a fold; none was ever tested on.</source>
        <translation>每折的训练部分至多添加了 %1 个合成样本；从未用合成样本作测试。</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Validation that turns upwards while training still falls is overfitting; training stopped there and went back to the best epoch.</source>
        <translation>训练损失仍在下降而验证损失转为上升即为过拟合；训练在此停止并退回到最佳轮次。</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Values and their 95 % intervals</source>
        <translation>数值及其 95 % 区间</translation>
    </message>
    <message>
        <source>Values in the stack</source>
        <translation>图层栈中的值</translation>
    </message>
    <message>
        <source>Versions, seed, and what its last digits depend on</source>
        <translation>版本、种子以及影响末位数字的因素</translation>
    </message>
    <message>
        <source>W+ is the natural logarithm of a class's share of the deposits over its share of the non-deposits, W- the same of all other classes; their difference is the contrast. A studentized contrast beyond about 2 is more than chance. One half is added to every count. A place scores the sum of the W+ of its classes.</source>
        <translation>W+ 为某类别占矿点的比例与占非矿点的比例之比的自然对数，W- 为其余所有类别的同一量；两者之差为对比度。学生化对比度超过约 2 即超出偶然。每个计数都加上二分之一。某处的得分为其各类别 W+ 之和。</translation>
    </message>
    <message>
        <source>WGAN-GP collapsed: its samples do not spread as the observed ones do; choose SMOTE, or give more samples or fewer features.</source>
        <translation>WGAN-GP 崩塌：其样本的离散程度与实测样本不同；请选择 SMOTE，或给出更多样本或更少特征。</translation>
    </message>
    <message>
        <source>WGAN-GP: generator %1 of at most %2 collapsed.</source>
        <translation>WGAN-GP：至多 %2 个生成器中的第 %1 个崩塌。</translation>
    </message>
    <message>
        <source>WINDOW: %1 samples whose window reaches beyond the stack and %2%3</source>
        <translation>WINDOW：%1 个窗口超出图层栈的样本和 %2%3</translation>
    </message>
    <message>
        <source>WINDOW: too few samples have a complete window (%1 deposits, %2 non-deposits); choose a smaller WINDOW or fill gaps in the stack.</source>
        <translation>WINDOW：有完整窗口的样本太少（%1 个矿点，%2 个非矿点）；请选择更小的 WINDOW，或填补图层栈中的空缺。</translation>
    </message>
    <message>
        <source>WINDOW: too few samples have data of enough layers and a window inside the stack (%1 deposits, %2 non-deposits); choose a smaller WINDOW, a smaller MIN_PRESENT, or fill gaps in the stack.</source>
        <translation>WINDOW：有足够图层数据且窗口在图层栈内的样本太少（%1 个矿点，%2 个非矿点）；请选择更小的 WINDOW、更小的 MIN_PRESENT，或填补图层栈中的空缺。</translation>
    </message>
    <message>
        <source>Weighted cross-entropy</source>
        <translation>加权交叉熵</translation>
    </message>
    <message>
        <source>Weights of convolution %1</source>
        <translation>第 %1 卷积层的权重</translation>
    </message>
    <message>
        <source>Weights of evidence</source>
        <translation>证据权法</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>What changed between two models</source>
        <translation>两个模型之间有何变化</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>它是什么</translation>
    </message>
    <message>
        <source>What it was trained on</source>
        <translation>训练所用的数据</translation>
    </message>
    <message>
        <source>What lies around it</source>
        <translation>周围情况</translation>
    </message>
    <message>
        <source>What raises (red) and lowers (blue) the score</source>
        <translation>哪些因素提高（红色）或降低（蓝色）得分</translation>
    </message>
    <message>
        <source>What raises the score most</source>
        <translation>使得分升高最多的图层</translation>
    </message>
    <message>
        <source>What should I use?</source>
        <translation>应该用哪个？</translation>
    </message>
    <message>
        <source>What speaks against it most is %1.</source>
        <translation>最不利的因素是 %1。</translation>
    </message>
    <message>
        <source>What the feature gives to a sample against its value.</source>
        <translation>特征对样本的贡献与其值的关系。</translation>
    </message>
    <message>
        <source>What the file says</source>
        <translation>文件所载</translation>
    </message>
    <message>
        <source>What the filters look for</source>
        <translation>滤波器在寻找什么</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>所作处理</translation>
    </message>
    <message>
        <source>Where a threshold is drawn, the cells at or above it are the prediction. Raising it leaves out more of the area and loses more deposits. The higher the two curves cross, the better the map: here at %1 of the deposits in %2 of the area, near the value %3.</source>
        <translation>取定阈值后，达到或高于它的像元即为预测区。提高阈值会舍去更多面积，也会失去更多矿点。两条曲线的交点越高，图越好：此处为 %2 的面积含 %1 的矿点，值约为 %3。</translation>
    </message>
    <message>
        <source>Where the prediction is above 0.5: how much the effect of a feature differs between samples.</source>
        <translation>在预测高于 0.5 之处：特征的作用在样本之间的差异。</translation>
    </message>
    <message>
        <source>Whether the model is worth its complexity: mean and standard deviation over the same test parts.</source>
        <translation>模型的复杂程度是否值得：同样测试部分的均值和标准差。</translation>
    </message>
    <message>
        <source>Whether values are there, and not what they are, makes %1 of the explanation (of mean |SHAP|: the step from missing to present at the training samples' mean).</source>
        <translation>解释中有 %1 取决于值是否存在，而非值的大小（就平均 |SHAP| 而言：从缺失到取训练样本均值的变化）。</translation>
    </message>
    <message>
        <source>Which augmentation and which ordering?</source>
        <translation>用哪种数据增强和哪种特征顺序？</translation>
    </message>
    <message>
        <source>Which features excite the filters</source>
        <translation>哪些特征激活滤波器</translation>
    </message>
    <message>
        <source>Which features matter most</source>
        <translation>哪些特征最重要</translation>
    </message>
    <message>
        <source>Which pairs interact most</source>
        <translation>哪些特征对的交互最强</translation>
    </message>
    <message>
        <source>Why the model says so: SHAP values</source>
        <translation>模型为何如此判断：SHAP 值</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>With %1, every figure moves in large steps: read the intervals, not the values.</source>
        <translation>只有 %1，每个数值都以大步长变动：请看区间，而不要看数值本身。</translation>
    </message>
    <message>
        <source>With data in every band</source>
        <translation>每个波段都有数据</translation>
    </message>
    <message>
        <source>Zeros are replaced multiplicatively: the total of a cell and the ratios of its other values stay as they were.</source>
        <translation>零以乘法方式替换：像元的总和及其他值之间的比例保持不变。</translation>
    </message>
    <message>
        <source>Zeros replaced</source>
        <translation>替换的零</translation>
    </message>
    <message>
        <source>a MASK around the ground that matters</source>
        <translation>用 MASK 圈定所关心的地区</translation>
    </message>
    <message>
        <source>a VALIDATION of folds</source>
        <translation>在 VALIDATION 中选用分折</translation>
    </message>
    <message>
        <source>a cell needs data in every layer</source>
        <translation>像元须在每个图层都有数据</translation>
    </message>
    <message>
        <source>a deposit</source>
        <translation>矿点</translation>
    </message>
    <message>
        <source>a larger %1 holds</source>
        <translation>更大的 %1 会一次留出</translation>
    </message>
    <message>
        <source>a look at that one layer tells as much here.</source>
        <translation>此处只看那一个图层，所得信息相同。</translation>
    </message>
    <message>
        <source>a non-deposit</source>
        <translation>非矿点</translation>
    </message>
    <message>
        <source>a quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>a smaller MASK or EXTENT</source>
        <translation>缩小 MASK 或 EXTENT</translation>
    </message>
    <message>
        <source>about %1 days</source>
        <translation>约 %1 天</translation>
    </message>
    <message>
        <source>about %1 hours</source>
        <translation>约 %1 小时</translation>
    </message>
    <message>
        <source>about %1 minutes</source>
        <translation>约 %1 分钟</translation>
    </message>
    <message>
        <source>about a minute</source>
        <translation>约一分钟</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>accuracy on these samples</source>
        <translation>在这些样本上的准确率</translation>
    </message>
    <message>
        <source>algorithm (%1, not %2)</source>
        <translation>算法（%1，而不是 %2）</translation>
    </message>
    <message>
        <source>all (ALE)</source>
        <translation>全部（ALE）</translation>
    </message>
    <message>
        <source>all (PDP)</source>
        <translation>全部（PDP）</translation>
    </message>
    <message>
        <source>all (PDP, at the same level)</source>
        <translation>全部（PDP，同一基准）</translation>
    </message>
    <message>
        <source>all samples</source>
        <translation>全部样本</translation>
    </message>
    <message>
        <source>all values</source>
        <translation>所有值</translation>
    </message>
    <message>
        <source>another orientation</source>
        <translation>另一种方向</translation>
    </message>
    <message>
        <source>any other class</source>
        <translation>任何其他类别</translation>
    </message>
    <message>
        <source>are constant on the grid of the stack and tell nothing: leave them out.</source>
        <translation>在图层栈的格网上为常数，不提供任何信息：请去掉它们。</translation>
    </message>
    <message>
        <source>area left out</source>
        <translation>舍去的面积</translation>
    </message>
    <message>
        <source>area of applicability</source>
        <translation>适用区域</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>as it was</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>as they were</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>assumed CRS</source>
        <translation>假定的 CRS</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>至少为 %1</translation>
    </message>
    <message>
        <source>augmentation '%1' with ordering '%2'</source>
        <translation>数据增强“%1”配合顺序“%2”</translation>
    </message>
    <message>
        <source>augmentation, ordering</source>
        <translation>数据增强，特征顺序</translation>
    </message>
    <message>
        <source>average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>background</source>
        <translation>背景样本</translation>
    </message>
    <message>
        <source>band</source>
        <translation>波段</translation>
    </message>
    <message>
        <source>band names</source>
        <translation>波段名称</translation>
    </message>
    <message>
        <source>bands</source>
        <translation>波段</translation>
    </message>
    <message>
        <source>base value</source>
        <translation>基准值</translation>
    </message>
    <message>
        <source>baselines</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>below %1</source>
        <translation>低于 %1</translation>
    </message>
    <message>
        <source>best single layer</source>
        <translation>最佳单一图层</translation>
    </message>
    <message>
        <source>block size</source>
        <translation>分块边长</translation>
    </message>
    <message>
        <source>boosted ensemble</source>
        <translation>提升集成</translation>
    </message>
    <message>
        <source>boosted ensembles</source>
        <translation>提升集成</translation>
    </message>
    <message>
        <source>bootstrap</source>
        <translation>重抽样次数</translation>
    </message>
    <message>
        <source>brier</source>
        <translation>布里尔分数</translation>
    </message>
    <message>
        <source>by class</source>
        <translation>按类别</translation>
    </message>
    <message>
        <source>by permutations.</source>
        <translation>由排列抽样得出。</translation>
    </message>
    <message>
        <source>calibrated probability</source>
        <translation>校准后的概率</translation>
    </message>
    <message>
        <source>called deposit</source>
        <translation>判为矿点</translation>
    </message>
    <message>
        <source>called non-deposit</source>
        <translation>判为非矿点</translation>
    </message>
    <message>
        <source>cannot be written</source>
        <translation>不可写</translation>
    </message>
    <message>
        <source>categorical bands</source>
        <translation>类别波段</translation>
    </message>
    <message>
        <source>cell size</source>
        <translation>像元大小</translation>
    </message>
    <message>
        <source>cells of %1 x %2 instead of %3 x %4</source>
        <translation>像元为 %1 x %2 而不是 %3 x %4</translation>
    </message>
    <message>
        <source>centre</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>centred log-ratio of %1 among %2</source>
        <translation>%1 的中心化对数比（%2 之中）</translation>
    </message>
    <message>
        <source>chance</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>change of %1</source>
        <translation>%1的变化</translation>
    </message>
    <message>
        <source>channel and position in the kernel</source>
        <translation>通道及在卷积核中的位置</translation>
    </message>
    <message>
        <source>check the address, the connection and your access to it, and run again</source>
        <translation>请检查地址、连接和访问权限，然后重新运行</translation>
    </message>
    <message>
        <source>check the file, or the connection to it</source>
        <translation>请检查文件或与它的连接</translation>
    </message>
    <message>
        <source>choice of maps</source>
        <translation>图的选择</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>classes have none</source>
        <translation>类别没有</translation>
    </message>
    <message>
        <source>classes per layer</source>
        <translation>每个图层的类别数</translation>
    </message>
    <message>
        <source>classes; what the codes of the layers are called</source>
        <translation>类别记录；图层编码的名称</translation>
    </message>
    <message>
        <source>closer than %1</source>
        <translation>个与其他点的距离小于 %1</translation>
    </message>
    <message>
        <source>code</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>codes have none</source>
        <translation>编码没有</translation>
    </message>
    <message>
        <source>codes of classes</source>
        <translation>类别编码</translation>
    </message>
    <message>
        <source>custom order</source>
        <translation>自定义顺序</translation>
    </message>
    <message>
        <source>d-ICE: the slope of each sample's curve. Where the dotted line (their standard deviation) is above zero, the effect of the feature depends on the others.</source>
        <translation>d-ICE：每个样本曲线的斜率。点线（其标准差）高于零之处，该特征的作用取决于其他特征。</translation>
    </message>
    <message>
        <source>decision threshold</source>
        <translation>判定阈值</translation>
    </message>
    <message>
        <source>decision tree</source>
        <translation>决策树</translation>
    </message>
    <message>
        <source>decision trees</source>
        <translation>决策树</translation>
    </message>
    <message>
        <source>declare it with Translate, or as additional no data value in the layer's properties</source>
        <translation>请用“转换格式”声明它，或在图层属性中设为附加的无数据值</translation>
    </message>
    <message>
        <source>dense layers</source>
        <translation>全连接层</translation>
    </message>
    <message>
        <source>deposit</source>
        <translation>矿点</translation>
    </message>
    <message>
        <source>deposits</source>
        <translation>矿点</translation>
    </message>
    <message>
        <source>deposits (PDP)</source>
        <translation>矿点（PDP）</translation>
    </message>
    <message>
        <source>deposits captured</source>
        <translation>捕获的矿点</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>dispersion of the top samples' decision paths</source>
        <translation>得分最高样本决策路径的离散程度</translation>
    </message>
    <message>
        <source>does not exist</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>dropout</source>
        <translation>dropout 比率</translation>
    </message>
    <message>
        <source>effect in the members</source>
        <translation>各成员中的作用</translation>
    </message>
    <message>
        <source>effect on the prediction</source>
        <translation>对预测的作用</translation>
    </message>
    <message>
        <source>en</source>
        <translation>zh-CN</translation>
    </message>
    <message>
        <source>encoding of classes</source>
        <translation>类别的编码方式</translation>
    </message>
    <message>
        <source>epoch %1: loss %2 (validation %3), accuracy %4 (%5)</source>
        <translation>第 %1 轮：损失 %2（验证 %3），准确率 %4（%5）</translation>
    </message>
    <message>
        <source>epoch %1: loss %2, accuracy %3</source>
        <translation>第 %1 轮：损失 %2，准确率 %3</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>精确</translation>
    </message>
    <message>
        <source>exactly.</source>
        <translation>为精确值。</translation>
    </message>
    <message>
        <source>excited more by</source>
        <translation>何者激活更强</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>预期</translation>
    </message>
    <message>
        <source>explained</source>
        <translation>作出解释</translation>
    </message>
    <message>
        <source>extent</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>feature</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>feature value</source>
        <translation>特征值</translation>
    </message>
    <message>
        <source>features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>features in the network's order</source>
        <translation>特征（按网络的顺序）</translation>
    </message>
    <message>
        <source>few deposits</source>
        <translation>“矿点较少”</translation>
    </message>
    <message>
        <source>fewer %1 hold</source>
        <translation>更少的 %1 会一次留出</translation>
    </message>
    <message>
        <source>fewer FOLDS</source>
        <translation>减少 FOLDS</translation>
    </message>
    <message>
        <source>fewer MEMBERS</source>
        <translation>减少 MEMBERS</translation>
    </message>
    <message>
        <source>fewer PASSES of Monte-Carlo dropout</source>
        <translation>减少蒙特卡洛 dropout 的 PASSES</translation>
    </message>
    <message>
        <source>fewer REPEATS</source>
        <translation>减少 REPEATS</translation>
    </message>
    <message>
        <source>fewer maps</source>
        <translation>减少输出的图</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>滤波器</translation>
    </message>
    <message>
        <source>filter %1</source>
        <translation>滤波器 %1</translation>
    </message>
    <message>
        <source>filters</source>
        <translation>滤波器</translation>
    </message>
    <message>
        <source>finding</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>folds</source>
        <translation>折</translation>
    </message>
    <message>
        <source>forest</source>
        <translation>森林</translation>
    </message>
    <message>
        <source>forests</source>
        <translation>森林</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>在 %1 到 %2 之间</translation>
    </message>
    <message>
        <source>gap between the classes' PDPs</source>
        <translation>两类 PDP 之间的差距</translation>
    </message>
    <message>
        <source>give it as additional no data value in the layer's properties</source>
        <translation>请在图层属性中把它设为附加的无数据值</translation>
    </message>
    <message>
        <source>gradient boosting model</source>
        <translation>梯度提升模型</translation>
    </message>
    <message>
        <source>grid</source>
        <translation>格网</translation>
    </message>
    <message>
        <source>grid points</source>
        <translation>网格点数</translation>
    </message>
    <message>
        <source>has %1: check its NoData value and extent, or leave it out.</source>
        <translation>有 %1：请检查其 NoData 值和范围，或去掉它。</translation>
    </message>
    <message>
        <source>have %1: check their NoData values and extents, or leave them out.</source>
        <translation>有 %1：请检查其 NoData 值和范围，或去掉它们。</translation>
    </message>
    <message>
        <source>high</source>
        <translation>高</translation>
    </message>
    <message>
        <source>high %1</source>
        <translation>%1 高</translation>
    </message>
    <message>
        <source>high values lower it</source>
        <translation>高值使其降低</translation>
    </message>
    <message>
        <source>high values raise it</source>
        <translation>高值使其提高</translation>
    </message>
    <message>
        <source>higher</source>
        <translation>较高</translation>
    </message>
    <message>
        <source>highest</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>highest PDP</source>
        <translation>最高 PDP</translation>
    </message>
    <message>
        <source>holdout</source>
        <translation>留出法</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>成立</translation>
    </message>
    <message>
        <source>in degrees of WGS 84</source>
        <translation>以 WGS 84 的度为单位</translation>
    </message>
    <message>
        <source>in the CRS of the raster</source>
        <translation>采用栅格的 CRS</translation>
    </message>
    <message>
        <source>in the cell of a deposit</source>
        <translation>个在矿点所在的像元</translation>
    </message>
    <message>
        <source>in the cell of another</source>
        <translation>个与另一点同一像元</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>在靶区内</translation>
    </message>
    <message>
        <source>intersection</source>
        <translation>交点</translation>
    </message>
    <message>
        <source>is a folder; choose another file.</source>
        <translation>是文件夹；请选择其他文件。</translation>
    </message>
    <message>
        <source>is being written by another program; close it there, or choose another file.</source>
        <translation>正由另一个程序写入；请在该程序中关闭它，或选择其他文件。</translation>
    </message>
    <message>
        <source>is constant on the grid of the stack and tells nothing: leave it out.</source>
        <translation>在图层栈的格网上为常数，不提供任何信息：请去掉它。</translation>
    </message>
    <message>
        <source>is write-protected; allow writing to it, or choose another file.</source>
        <translation>受写保护；请允许写入，或选择其他文件。</translation>
    </message>
    <message>
        <source>isometric log-ratio of %1 to %2</source>
        <translation>%1 对 %2 的等距对数比</translation>
    </message>
    <message>
        <source>it follows the places of the samples, as coordinates do</source>
        <translation>随样本的位置变化，如同坐标</translation>
    </message>
    <message>
        <source>its server does not give parts of files: download it, and choose the file</source>
        <translation>其服务器不支持分段读取文件：请下载后选择该文件</translation>
    </message>
    <message>
        <source>kernel size</source>
        <translation>核大小</translation>
    </message>
    <message>
        <source>kinds and units; what the layers are</source>
        <translation>类型和单位的记录；图层是什么</translation>
    </message>
    <message>
        <source>lack '%1'</source>
        <translation>个缺少“%1”</translation>
    </message>
    <message>
        <source>largest sd of PDP over members</source>
        <translation>各成员间 PDP 的最大标准差</translation>
    </message>
    <message>
        <source>largest sd of d-ICE (%1 per unit of the feature in the stack)</source>
        <translation>d-ICE 的最大标准差（图层栈中特征每单位的%1）</translation>
    </message>
    <message>
        <source>largest standard error</source>
        <translation>最大标准误差</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>least area of a class</source>
        <translation>类别的最小面积</translation>
    </message>
    <message>
        <source>least share of layers</source>
        <translation>有数据的图层的最小比例</translation>
    </message>
    <message>
        <source>leave-one-out</source>
        <translation>留一法</translation>
    </message>
    <message>
        <source>left out, which cannot be brought to the CRS of the grid (feature %1%2)</source>
        <translation>无法转换到格网的 CRS，已剔除（要素 %1%2）</translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation>不到一分钟</translation>
    </message>
    <message>
        <source>log axis</source>
        <translation>对数轴</translation>
    </message>
    <message>
        <source>log-odds</source>
        <translation>对数几率</translation>
    </message>
    <message>
        <source>log-odds so far</source>
        <translation>累计的对数几率</translation>
    </message>
    <message>
        <source>log-ratio</source>
        <translation>对数比</translation>
    </message>
    <message>
        <source>logarithm</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>logarithm of (value + %1)</source>
        <translation>（值 + %1）的对数</translation>
    </message>
    <message>
        <source>logistic regression</source>
        <translation>逻辑回归模型</translation>
    </message>
    <message>
        <source>low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>low %1</source>
        <translation>%1 低</translation>
    </message>
    <message>
        <source>low score: below %1 (%2 of the cells)</source>
        <translation>低得分：低于 %1（占像元的 %2）</translation>
    </message>
    <message>
        <source>lower</source>
        <translation>较低</translation>
    </message>
    <message>
        <source>lowest</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>lowest PDP</source>
        <translation>最低 PDP</translation>
    </message>
    <message>
        <source>map</source>
        <translation>图</translation>
    </message>
    <message>
        <source>map units</source>
        <translation>地图单位</translation>
    </message>
    <message>
        <source>mapped cells</source>
        <translation>制图像元</translation>
    </message>
    <message>
        <source>mapped cells that have data of it</source>
        <translation>有该图层数据的制图像元</translation>
    </message>
    <message>
        <source>mask</source>
        <translation>掩膜</translation>
    </message>
    <message>
        <source>matthews</source>
        <translation>马修斯相关系数</translation>
    </message>
    <message>
        <source>max</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>mean |PDP of deposits - PDP of non-deposits|</source>
        <translation>平均 |矿点的 PDP - 非矿点的 PDP|</translation>
    </message>
    <message>
        <source>mean |SHAP value|</source>
        <translation>平均 |SHAP 值|</translation>
    </message>
    <message>
        <source>mean |SHAP|</source>
        <translation>平均 |SHAP|</translation>
    </message>
    <message>
        <source>mean |interaction|</source>
        <translation>平均 |交互|</translation>
    </message>
    <message>
        <source>mean ± 1 sd</source>
        <translation>均值 ± 1 个标准差</translation>
    </message>
    <message>
        <source>measure</source>
        <translation>度量</translation>
    </message>
    <message>
        <source>members</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>members from the low to the high end</source>
        <translation>各成员从低端到高端的方向</translation>
    </message>
    <message>
        <source>method of Shapley values</source>
        <translation>沙普利值的方法</translation>
    </message>
    <message>
        <source>middle %1</source>
        <translation>%1 中等</translation>
    </message>
    <message>
        <source>minimum distance</source>
        <translation>最小距离</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>missing in</source>
        <translation>缺失于</translation>
    </message>
    <message>
        <source>missing, taken for %1</source>
        <translation>缺失，按 %1 处理</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>mixup</source>
        <translation>mixup 参数</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>model A</source>
        <translation>模型 A</translation>
    </message>
    <message>
        <source>model B</source>
        <translation>模型 B</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>奈特</translation>
    </message>
    <message>
        <source>network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>network 1 of %1, %2</source>
        <translation>%1 个网络中的第 1 个，%2</translation>
    </message>
    <message>
        <source>networks</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>never missing</source>
        <translation>从不缺失</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>no sign that layers count the same evidence several times.</source>
        <translation>没有迹象表明各图层重复计入同样的证据。</translation>
    </message>
    <message>
        <source>nobody knows what was done to them</source>
        <translation>不知作过何种处理</translation>
    </message>
    <message>
        <source>non-deposit</source>
        <translation>非矿点</translation>
    </message>
    <message>
        <source>non-deposits</source>
        <translation>非矿点</translation>
    </message>
    <message>
        <source>non-deposits (PDP)</source>
        <translation>非矿点（PDP）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>未给出</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>not proven; these samples cannot tell the two apart.</source>
        <translation>未获证实；这些样本不能区分两者。</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>未记录</translation>
    </message>
    <message>
        <source>not turned round</source>
        <translation>方向未反转</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>number of expected deposits</source>
        <translation>预期矿床数</translation>
    </message>
    <message>
        <source>number of neighbours</source>
        <translation>近邻个数</translation>
    </message>
    <message>
        <source>number of shards (%1, not %2)</source>
        <translation>分片数（%1，而不是 %2）</translation>
    </message>
    <message>
        <source>number of trees</source>
        <translation>树的棵数</translation>
    </message>
    <message>
        <source>observed sample</source>
        <translation>实测样本</translation>
    </message>
    <message>
        <source>observed samples</source>
        <translation>实测样本</translation>
    </message>
    <message>
        <source>observed values</source>
        <translation>实测值</translation>
    </message>
    <message>
        <source>of logarithms</source>
        <translation>由对数得出</translation>
    </message>
    <message>
        <source>on NoData</source>
        <translation>个在 NoData 上</translation>
    </message>
    <message>
        <source>on NoData or outside the mask</source>
        <translation>个在 NoData 上或掩膜之外</translation>
    </message>
    <message>
        <source>one %1</source>
        <translation>1 个%1</translation>
    </message>
    <message>
        <source>one band of codes</source>
        <translation>一个编码波段</translation>
    </message>
    <message>
        <source>one band per class</source>
        <translation>每个类别一个波段</translation>
    </message>
    <message>
        <source>one cell</source>
        <translation>单个像元</translation>
    </message>
    <message>
        <source>one class (0 or 1)</source>
        <translation>某一类别（0 或 1）</translation>
    </message>
    <message>
        <source>only %1 has %2</source>
        <translation>只有 %1 有 %2</translation>
    </message>
    <message>
        <source>opposite</source>
        <translation>相反</translation>
    </message>
    <message>
        <source>other (%1 drivers)</source>
        <translation>其他（%1 个主导图层）</translation>
    </message>
    <message>
        <source>other classes (weigh by their own lines)</source>
        <translation>其他类别（权重见其各自的行）</translation>
    </message>
    <message>
        <source>other: %1</source>
        <translation>其他：%1</translation>
    </message>
    <message>
        <source>outside the mask</source>
        <translation>个在掩膜之外</translation>
    </message>
    <message>
        <source>outside the raster</source>
        <translation>个在栅格之外</translation>
    </message>
    <message>
        <source>outside the stack</source>
        <translation>个在图层栈之外</translation>
    </message>
    <message>
        <source>overfitting</source>
        <translation>过拟合</translation>
    </message>
    <message>
        <source>overfitting (training accuracy minus test accuracy)</source>
        <translation>过拟合（训练准确率减测试准确率）</translation>
    </message>
    <message>
        <source>p against none</source>
        <translation>与不用数据增强相比的 p</translation>
    </message>
    <message>
        <source>p is the two-sided probability of a difference at least as large, were there none, against no augmentation with the same ordering on the same folds; its variance is corrected for training parts that overlap (Nadeau &amp; Bengio 2003). With many combinations, one in twenty falls below 0.05 by chance alone.</source>
        <translation>p 为双侧概率：若本无差异，则在相同的折上，与相同顺序而不用数据增强相比，出现至少同样大差异的概率；其方差已针对训练部分的重叠作校正（Nadeau &amp; Bengio 2003）。组合很多时，仅凭偶然也有二十分之一低于 0.05。</translation>
    </message>
    <message>
        <source>p of overfitting</source>
        <translation>过拟合的 p</translation>
    </message>
    <message>
        <source>paired by</source>
        <translation>配对依据</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>配对数</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>patience</source>
        <translation>早停前的轮数</translation>
    </message>
    <message>
        <source>perfect</source>
        <translation>理想</translation>
    </message>
    <message>
        <source>permutations</source>
        <translation>排列抽样</translation>
    </message>
    <message>
        <source>pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>position in the kernel</source>
        <translation>在卷积核中的位置</translation>
    </message>
    <message>
        <source>pr_auc</source>
        <translation>PR 曲线下面积</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>作出预测</translation>
    </message>
    <message>
        <source>prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>prediction so far</source>
        <translation>累计的预测</translation>
    </message>
    <message>
        <source>prospectivity score</source>
        <translation>远景得分</translation>
    </message>
    <message>
        <source>quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>question</source>
        <translation>判断</translation>
    </message>
    <message>
        <source>questions</source>
        <translation>判断</translation>
    </message>
    <message>
        <source>quick look</source>
        <translation>“快速查看”</translation>
    </message>
    <message>
        <source>raises in one, lowers in another</source>
        <translation>有的成员提高，有的降低</translation>
    </message>
    <message>
        <source>random forest</source>
        <translation>随机森林模型</translation>
    </message>
    <message>
        <source>range</source>
        <translation>变幅</translation>
    </message>
    <message>
        <source>range of ALE</source>
        <translation>ALE 的变幅</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>rank in the members</source>
        <translation>各成员中的排名</translation>
    </message>
    <message>
        <source>raster</source>
        <translation>栅格</translation>
    </message>
    <message>
        <source>raster or vector layer</source>
        <translation>栅格或矢量图层</translation>
    </message>
    <message>
        <source>ratio of negatives</source>
        <translation>非矿点比率</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>real beyond the chance of the division.</source>
        <translation>确实超出划分的偶然性。</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>reference model</source>
        <translation>参考模型</translation>
    </message>
    <message>
        <source>reference raster</source>
        <translation>参考栅格</translation>
    </message>
    <message>
        <source>regression</source>
        <translation>回归</translation>
    </message>
    <message>
        <source>regressions</source>
        <translation>回归</translation>
    </message>
    <message>
        <source>repeats</source>
        <translation>重复次数</translation>
    </message>
    <message>
        <source>rise</source>
        <translation>上升量</translation>
    </message>
    <message>
        <source>rivals</source>
        <translation>对照模型</translation>
    </message>
    <message>
        <source>same sign A</source>
        <translation>同号比例 A</translation>
    </message>
    <message>
        <source>same sign B</source>
        <translation>同号比例 B</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>sample %1</source>
        <translation>样本 %1</translation>
    </message>
    <message>
        <source>sample %1 at %2, %3</source>
        <translation>样本 %1，位于 %2, %3</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>samples in a bin</source>
        <translation>分箱内的样本数</translation>
    </message>
    <message>
        <source>samples that have a value of it</source>
        <translation>有该值的样本</translation>
    </message>
    <message>
        <source>samples with a value</source>
        <translation>有值的样本</translation>
    </message>
    <message>
        <source>samples, from the highest prediction to the lowest</source>
        <translation>样本，从最高预测到最低预测</translation>
    </message>
    <message>
        <source>scaling</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>score per sd of the feature</source>
        <translation>特征每个标准差的得分</translation>
    </message>
    <message>
        <source>sd of d-ICE</source>
        <translation>d-ICE 的标准差</translation>
    </message>
    <message>
        <source>sd of d-ICE A</source>
        <translation>d-ICE 的标准差 A</translation>
    </message>
    <message>
        <source>sd of d-ICE B</source>
        <translation>d-ICE 的标准差 B</translation>
    </message>
    <message>
        <source>sd of mean |SHAP| over members</source>
        <translation>各成员间平均 |SHAP| 的标准差</translation>
    </message>
    <message>
        <source>separation of high and low values in SHAP</source>
        <translation>SHAP 对高低值的区分</translation>
    </message>
    <message>
        <source>set</source>
        <translation>组</translation>
    </message>
    <message>
        <source>sets</source>
        <translation>组</translation>
    </message>
    <message>
        <source>sets of negatives</source>
        <translation>非矿点组数</translation>
    </message>
    <message>
        <source>share by presence</source>
        <translation>取决于有无的比例</translation>
    </message>
    <message>
        <source>share of samples that agree on the sign of the effect</source>
        <translation>作用符号一致的样本比例</translation>
    </message>
    <message>
        <source>shifted by %1 cells to the east and %2 cells to the south</source>
        <translation>向东偏移 %1 个像元，向南偏移 %2 个像元</translation>
    </message>
    <message>
        <source>smallest target</source>
        <translation>最小靶区</translation>
    </message>
    <message>
        <source>some</source>
        <translation>若干</translation>
    </message>
    <message>
        <source>spacing</source>
        <translation>间距</translation>
    </message>
    <message>
        <source>spatial blocks</source>
        <translation>空间分块</translation>
    </message>
    <message>
        <source>specificity</source>
        <translation>特异度</translation>
    </message>
    <message>
        <source>spread of d-ICE beyond the threshold</source>
        <translation>阈值以上 d-ICE 的离散程度</translation>
    </message>
    <message>
        <source>squared error on these samples</source>
        <translation>在这些样本上的平方误差</translation>
    </message>
    <message>
        <source>stack</source>
        <translation>证据图层栈</translation>
    </message>
    <message>
        <source>standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>stratified k-fold</source>
        <translation>分层 k 折</translation>
    </message>
    <message>
        <source>strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>strips</source>
        <translation>条带</translation>
    </message>
    <message>
        <source>strongest driver of</source>
        <translation>为主导特征的样本</translation>
    </message>
    <message>
        <source>sum of |deposits - non-deposits| over filters, signed</source>
        <translation>各滤波器 |矿点 - 非矿点| 之和（带符号）</translation>
    </message>
    <message>
        <source>taken, and not told from an average value</source>
        <translation>接受，但与平均值不加区分</translation>
    </message>
    <message>
        <source>taken, and the model sees that it is missing</source>
        <translation>接受，且模型能看到它是缺失的</translation>
    </message>
    <message>
        <source>target count</source>
        <translation>目标样本数</translation>
    </message>
    <message>
        <source>target polygons</source>
        <translation>靶区多边形</translation>
    </message>
    <message>
        <source>test AUC</source>
        <translation>测试 AUC</translation>
    </message>
    <message>
        <source>test F1</source>
        <translation>测试 F1</translation>
    </message>
    <message>
        <source>test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>test fraction</source>
        <translation>测试样本比例</translation>
    </message>
    <message>
        <source>test part</source>
        <translation>测试部分</translation>
    </message>
    <message>
        <source>test parts</source>
        <translation>测试部分</translation>
    </message>
    <message>
        <source>test recall</source>
        <translation>测试召回率</translation>
    </message>
    <message>
        <source>the %1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>the band '%1' of %2 holds %3 whole numbers (%4, ...) in patches that do not pass into each other, as codes of classes do (or one measurement per area), and is taken for a quantity</source>
        <translation>%2 的波段“%1”含 %3 个整数（%4 等），成片且互不过渡，如同类别的编码（或每个区域一个测量值），现被当作数量</translation>
    </message>
    <message>
        <source>the band '%1' of %2 holds %3 whole numbers of many digits, of which the float32 of stacks and samples tells %4 apart, as codes of classes are, and is taken for a quantity</source>
        <translation>%2 的波段“%1”含 %3 个位数很多的整数，图层栈和样本的 float32 只能区分其中 %4 个，如同类别的编码，现被当作数量</translation>
    </message>
    <message>
        <source>the band '%1' of %2 holds classes, by its palette, its attribute table or its type, and is taken for a quantity</source>
        <translation>%2 的波段“%1”据其调色板、属性表或类型存放的是类别，现被当作数量</translation>
    </message>
    <message>
        <source>the band '%1' of %2 holds only %3 whole numbers (%4, ...), as codes of classes do, and is taken for a quantity</source>
        <translation>%2 的波段“%1”只含 %3 个整数（%4 等），如同类别的编码，现被当作数量</translation>
    </message>
    <message>
        <source>the band '%1' of %2 holds only the whole numbers %3, as codes of two classes do, and is taken for a quantity</source>
        <translation>%2 的波段“%1”只含整数 %3，如同两个类别的编码，现被当作数量</translation>
    </message>
    <message>
        <source>the extent common to the layers before it</source>
        <translation>此前各图层的共同范围</translation>
    </message>
    <message>
        <source>the feature '%1' of %2</source>
        <translation>%2 的特征“%1”</translation>
    </message>
    <message>
        <source>the folder '%1' has gone away (%2); choose another folder, or connect it again.</source>
        <translation>文件夹“%1”已不可用（%2）；请选择其他文件夹，或重新连接。</translation>
    </message>
    <message>
        <source>the layer %1 %2</source>
        <translation>图层 %1 %2</translation>
    </message>
    <message>
        <source>the layer '%1'</source>
        <translation>图层“%1”</translation>
    </message>
    <message>
        <source>the layer could not be added to '%1', which is as it was (%2); free some space on the disk, close the file in other programs, or choose another file.</source>
        <translation>无法把图层添加到“%1”，该文件保持原样（%2）；请释放磁盘空间，在其他程序中关闭该文件，或选择其他文件。</translation>
    </message>
    <message>
        <source>the layer itself</source>
        <translation>图层本身</translation>
    </message>
    <message>
        <source>the layers %1 %2</source>
        <translation>图层 %1 %2</translation>
    </message>
    <message>
        <source>the layers are not independent given the label, so that the same evidence counts several times. Ranks may still be good; the scores are too sure of themselves.</source>
        <translation>在给定标签的条件下各图层并不独立，同样的证据被重复计入。排序可能仍然良好；但得分过于肯定。</translation>
    </message>
    <message>
        <source>the model gives it no weight, and knows nothing of it</source>
        <translation>模型不给它权重，对它一无所知</translation>
    </message>
    <message>
        <source>the model learnt %1 transformed (%2), which is done here as well</source>
        <translation>模型所学的 %1 经过变换（%2），此处也同样变换</translation>
    </message>
    <message>
        <source>the model takes it as it takes rare classes, and knows nothing of it</source>
        <translation>模型按稀少类别处理，对它一无所知</translation>
    </message>
    <message>
        <source>the model takes its code for a number, and knows nothing of the class</source>
        <translation>模型把其编码当作数值，对该类别一无所知</translation>
    </message>
    <message>
        <source>their mean scores, the highest first</source>
        <translation>其平均得分（高者在前）</translation>
    </message>
    <message>
        <source>their ranks</source>
        <translation>其排名</translation>
    </message>
    <message>
        <source>this class</source>
        <translation>本类别</translation>
    </message>
    <message>
        <source>this map</source>
        <translation>本图</translation>
    </message>
    <message>
        <source>this model</source>
        <translation>本模型</translation>
    </message>
    <message>
        <source>this target</source>
        <translation>本靶区</translation>
    </message>
    <message>
        <source>thorough</source>
        <translation>“充分计算”</translation>
    </message>
    <message>
        <source>threshold channel</source>
        <translation>阈值通道</translation>
    </message>
    <message>
        <source>threshold channels</source>
        <translation>阈值通道</translation>
    </message>
    <message>
        <source>thresholds</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>tiles</source>
        <translation>分块</translation>
    </message>
    <message>
        <source>to the model it is none of its classes, and it knows nothing of that</source>
        <translation>对模型而言它不属于任何已知类别，模型对此一无所知</translation>
    </message>
    <message>
        <source>too few bins</source>
        <translation>分箱太少</translation>
    </message>
    <message>
        <source>too few pairs</source>
        <translation>配对太少</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>training samples</source>
        <translation>训练样本</translation>
    </message>
    <message>
        <source>transforms</source>
        <translation>变换</translation>
    </message>
    <message>
        <source>transforms; what was done to the layers</source>
        <translation>变换记录；对图层所做的处理</translation>
    </message>
    <message>
        <source>treatment of missing evidence</source>
        <translation>缺失证据的处理</translation>
    </message>
    <message>
        <source>uncertainty</source>
        <translation>不确定性</translation>
    </message>
    <message>
        <source>unclear</source>
        <translation>不明确</translation>
    </message>
    <message>
        <source>units</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>units of the score</source>
        <translation>得分单位</translation>
    </message>
    <message>
        <source>use that one here (%1).</source>
        <translation>此处请用那一个（%1）。</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>value is missing</source>
        <translation>值缺失</translation>
    </message>
    <message>
        <source>vector layer</source>
        <translation>矢量图层</translation>
    </message>
    <message>
        <source>verdict</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>version of GDAL or PROJ (%1, not %2)</source>
        <translation>GDAL 或 PROJ 版本（%1，而不是 %2）</translation>
    </message>
    <message>
        <source>version of the plugin (%1, not %2)</source>
        <translation>插件版本（%1，而不是 %2）</translation>
    </message>
    <message>
        <source>warping</source>
        <translation>变形</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>weight table</source>
        <translation>权重表</translation>
    </message>
    <message>
        <source>weight tables</source>
        <translation>权重表</translation>
    </message>
    <message>
        <source>weights-of-evidence model</source>
        <translation>证据权模型</translation>
    </message>
    <message>
        <source>whole numbers, each once, in the order of the rows or without gaps, as identifiers are</source>
        <translation>各不相同的整数，按行的顺序或没有间断，如同标识符</translation>
    </message>
    <message>
        <source>width of the decision boundary</source>
        <translation>判定边界的宽度</translation>
    </message>
    <message>
        <source>window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>winsorized to %1 .. %2</source>
        <translation>缩尾至 %1 .. %2</translation>
    </message>
    <message>
        <source>with data of too few layers (%1)</source>
        <translation>个有数据的图层太少（%1）</translation>
    </message>
    <message>
        <source>without a place in WGS 84</source>
        <translation>没有 WGS 84 位置</translation>
    </message>
    <message>
        <source>without a value in FIELD left out</source>
        <translation>在 FIELD 中没有值，已剔除</translation>
    </message>
    <message>
        <source>without geometry left out</source>
        <translation>没有几何图形，已剔除</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>zeros as %1</source>
        <translation>零的代替值为 %1</translation>
    </message>
    <message>
        <source>± 1 sd over members</source>
        <translation>各成员间 ± 1 个标准差</translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>1 Whole chain</source>
        <translation>1 完整流程</translation>
    </message>
    <message>
        <source>2 Evidence</source>
        <translation>2 证据</translation>
    </message>
    <message>
        <source>3 Samples</source>
        <translation>3 样本</translation>
    </message>
    <message>
        <source>4 Model</source>
        <translation>4 模型</translation>
    </message>
    <message>
        <source>5 Explain</source>
        <translation>5 解释</translation>
    </message>
    <message>
        <source>Adds synthetic samples to observed ones, and keeps who their parents are.</source>
        <translation>在实测样本之外添加合成样本，并记录其父样本。</translation>
    </message>
    <message>
        <source>Adds synthetic samples to the observed ones of a class, for training with few deposits. By default SMOTE brings the smaller class up to the larger one.

Values stay in original units; distances are taken with every feature scaled to standard deviation 1. Classes are neither interpolated nor noised. Rows with an empty value are left out and counted, unless Missing evidence keeps them; nothing is filled in.

Synthetic samples name their method and parents, by which Train CNN keeps them out of every test part. To be judged fairly, rather give Train CNN the observed samples and let it augment inside each training part.

The seed decides the result.</source>
        <translation>在某一类的实测样本之外添加合成样本，用于矿点较少时的训练。默认由 SMOTE 把较小的类增加到较大的类的数量。

数值保持原始单位；计算距离时，每个特征都缩放到标准差为 1。类别既不插值也不加噪声。含空值的行会被剔除并计数，除非“缺失证据”保留它们；不作任何填补。

合成样本注明其方法和父样本，“训练 CNN”据此使它们不进入任何测试部分。若要公正评判，最好把实测样本交给“训练 CNN”，由它在每个训练部分内进行数据增强。

结果由种子决定。</translation>
    </message>
    <message>
        <source>Applies a trained model to every cell of an evidence stack and writes its prospectivity score, 0 to 1: the higher, the more the cell is like deposits. That is no probability of a deposit, which needs a number of expected deposits.

Bands are found by the names of the model's features, in the units it was trained on; a missing one is an error. Cells with NoData in a band that the model needs, or outside of the mask, are NoData, unless the model takes missing evidence.

Optional maps: uncertainty (made when you choose how to measure it), applicability, targets, risk and return, coverage. All lie on the grid of the stack. Rasters of any size are streamed.</source>
        <translation>将训练好的模型应用于证据图层栈的每个像元，写出其远景得分，0 到 1：得分越高，该像元越像矿点。它不是矿床存在的概率，概率需要给出预期的矿床数。

波段按模型特征的名称查找，采用训练模型时的单位；缺少波段为错误。模型所需波段为 NoData 的像元，或掩膜之外的像元，均为 NoData，除非模型接受缺失证据。

可选的图：不确定性（选择了度量方式即制作）、适用性、靶区、风险与收益、数据覆盖。它们都采用图层栈的格网。任意大小的栅格都以流式处理。</translation>
    </message>
    <message>
        <source>Applies a trained model to every cell of an evidence stack.</source>
        <translation>将训练好的模型应用于证据图层栈的每个像元。</translation>
    </message>
    <message>
        <source>Augment samples</source>
        <translation>增强样本</translation>
    </message>
    <message>
        <source>Augmentation study</source>
        <translation>数据增强试验</translation>
    </message>
    <message>
        <source>Brings evidence rasters of any CRS, grid, type and NoData onto one grid and writes them as the bands of one float32 GeoTIFF, which all other steps start from.

Grid: that of the reference raster; without one the CRS most layers have, the finest cells and the common extent. The log says what was derived. Layers keep their units, and bands the names of the layers.

NoData: declared NoData, NaN, transparent cells and cells outside of the mask are NaN in the stack, and never mix into a result. What looks like undeclared NoData is warned of.

Name the categorical layers, so that their codes are not interpolated. Transforms are fitted inside the mask and go with samples and models.</source>
        <translation>将任意 CRS、格网、类型和 NoData 的证据栅格统一到同一格网，写成一个 float32 GeoTIFF 的各个波段，其他所有步骤都由此开始。

格网：采用参考栅格的格网；没有参考栅格时，采用多数图层的 CRS、最小的像元和共同的范围。日志会说明推定的结果。图层保持其单位，波段沿用图层名称。

NoData：已声明的 NoData、NaN、透明像元以及掩膜之外的像元在图层栈中均为 NaN，绝不会混入结果。疑似未声明的 NoData 会给出警告。

请指明类别图层，以免其编码被插值。变换在掩膜内拟合，并随样本和模型一同保存。</translation>
    </message>
    <message>
        <source>Brings rasters of any grid, CRS and NoData onto one grid as the bands of one raster.</source>
        <translation>将任意格网、CRS 和 NoData 的栅格统一到同一格网，作为一个栅格的各个波段。</translation>
    </message>
    <message>
        <source>Build evidence stack</source>
        <translation>构建证据图层栈</translation>
    </message>
    <message>
        <source>Cells of this raster above 0, or inside these polygons, are used; elsewhere the stack is NoData.</source>
        <translation>使用该栅格中大于 0 的像元，或这些多边形内的像元；其他地方的图层栈为 NoData。</translation>
    </message>
    <message>
        <source>Compare models</source>
        <translation>比较模型</translation>
    </message>
    <message>
        <source>Compares two models of the same features on the same samples, model A without augmentation and model B with it: metrics and overfitting, spread of d-ICE, gap between the classes' PDPs, and separation in SHAP. Each finding has a paired test and a 95 % interval of B - A.

Samples: one numeric field per feature, in the units of the models, and a label (1 deposit, 0 non-deposit). Rows with an empty value are left out and counted, unless both models take missing values. For windowed networks choose the evidence stack too, in the CRS of the samples.

The report says whether a finding holds, and shows both models side by side on common axes.</source>
        <translation>在同样的样本上比较两个具有相同特征的模型，模型 A 不用数据增强，模型 B 用数据增强：指标与过拟合、d-ICE 的离散程度、两类 PDP 之间的差距，以及 SHAP 的区分度。每项结论都有配对检验和 B - A 的 95 % 区间。

样本：每个特征一个数值字段，采用模型的单位，另有标签（1 为矿点，0 为非矿点）。含空值的行会被剔除并计数，除非两个模型都接受缺失值。窗口网络还需选择证据图层栈，其 CRS 应与样本相同。

报告说明各项结论是否成立，并在共同的坐标轴上并列显示两个模型。</translation>
    </message>
    <message>
        <source>Create samples</source>
        <translation>创建样本</translation>
    </message>
    <message>
        <source>Deposits (1) and non-deposits (0) with the evidence at each point.</source>
        <translation>矿点（1）与非矿点（0），以及每个点上的证据值。</translation>
    </message>
    <message>
        <source>Distance to features, their density, presence or an attribute, as a raster on the grid of another.</source>
        <translation>把到要素的距离、要素密度、有无或属性，做成与另一栅格同格网的栅格。</translation>
    </message>
    <message>
        <source>Divides each sample's prediction among the evidence features.</source>
        <translation>把每个样本的预测分摊到各证据特征。</translation>
    </message>
    <message>
        <source>Divides the difference between a sample's prediction and the average prediction over background samples among the evidence features (interventional Shapley values).

Samples: one numeric field per feature, named alike and in the units the model was trained on; no label is needed. Rows with an empty value are left out and counted, unless the model takes missing values. For a windowed network choose the evidence stack too, in the CRS of the samples.

By default log-odds are explained, exactly wherever that is possible; sampled values carry their standard error. Output: the samples with a field for each feature (shap_ and its name), base value, prediction, residual (rounding only) and driver. Exact values also tell which pairs interact.</source>
        <translation>把一个样本的预测与背景样本平均预测之差，分摊到各证据特征（干预型沙普利值）。

样本：每个特征一个数值字段，名称相同，并采用训练模型时的单位；不需要标签。含空值的行会被剔除并计数，除非模型接受缺失值。窗口网络还需选择证据图层栈，其 CRS 应与样本相同。

默认解释对数几率，只要可能就精确计算；抽样得到的值附有标准误差。输出：样本，为每个特征带一个字段（shap_ 加其名称），另有基准值、预测值、残差（仅为舍入误差）和主导图层。精确的值还说明哪些特征对存在交互。</translation>
    </message>
    <message>
        <source>Divides the prediction of every cell among the evidence layers (interventional Shapley values): a band for each layer, and a map of the layer that pushes each cell up most.

The stack has one band per feature of the model, found by its name, in the units it was trained on; outputs have its grid. Cells with NoData in a needed band, or outside of the mask, are NoData, unless the model takes missing values.

By default log-odds are explained, exactly for networks without hidden dense layers; all else is exact up to 16 features, and sampled beyond, which is slow. Cells are compared with at most 100 background samples, by default those of the model file.</source>
        <translation>把每个像元的预测分摊到各证据图层（干预型沙普利值）：每个图层一个波段，另有一幅图显示使每个像元得分升高最多的图层。

图层栈为模型的每个特征备有一个波段，按名称查找，采用训练模型时的单位；输出与其格网一致。所需波段为 NoData 的像元，或掩膜之外的像元，均为 NoData，除非模型接受缺失值。

默认解释对数几率，对没有隐藏全连接层的网络是精确的；其他情况在 16 个特征以内是精确的，超出后采用抽样，速度较慢。像元与至多 100 个背景样本对比，默认为模型文件中的样本。</translation>
    </message>
    <message>
        <source>Draws how the prediction of each sample follows one feature at a time.</source>
        <translation>绘制每个样本的预测随单个特征变化的曲线。</translation>
    </message>
    <message>
        <source>Evaluate prospectivity</source>
        <translation>评价成矿远景图</translation>
    </message>
    <message>
        <source>Filter weights</source>
        <translation>滤波器权重</translation>
    </message>
    <message>
        <source>Finds an order of the features for a network that looks at neighbours.</source>
        <translation>为关注相邻特征的网络寻找特征顺序。</translation>
    </message>
    <message>
        <source>Finds out which augmentation and which feature ordering suit these samples.</source>
        <translation>找出哪种数据增强和哪种特征顺序适合这些样本。</translation>
    </message>
    <message>
        <source>ICE and PDP plots</source>
        <translation>ICE 与 PDP 图</translation>
    </message>
    <message>
        <source>Join shards</source>
        <translation>合并分片</translation>
    </message>
    <message>
        <source>Joins a map that runs of Predict prospectivity, SHAP map, Build evidence stack or Vector evidence with SHARD made in parts. The result has the cells, overviews, statistics and tags of a single run, bit for bit, and all that a part cannot know is made here: target levels and polygons across seams, probability, risk and return, the strongest drivers, the report of a stack, and what is told of the whole.

All shards of one map lie in one folder, as the runs left them. A shard that is missing, there twice, or of another model, plan, stack, mask, version or parameter is refused. What the runs were given, such as target shares, is taken from them.</source>
        <translation>合并由“预测成矿远景”、“SHAP 图”、“构建证据图层栈”或“矢量证据”以 SHARD 分片制作的图。结果的像元、金字塔、统计值和标签与单次运行逐位相同；单个分片无法得知的内容都在此制作：跨接缝的靶区等级和多边形、概率、风险与收益、最强主导图层、图层栈的报告，以及对整体的说明。

一幅图的全部分片放在同一个文件夹中，保持运行留下的样子。缺失的、重复的分片，或属于另一模型、计划、图层栈、掩膜、版本或参数的分片会被拒绝。运行时给定的内容，例如靶区的面积比例，取自各分片。</translation>
    </message>
    <message>
        <source>Joins a map that was made in parts, bit for bit as if it had been made at once.</source>
        <translation>合并分片制作的图，结果与一次制作的逐位相同。</translation>
    </message>
    <message>
        <source>Known deposits as points.</source>
        <translation>已知矿点（点图层）。</translation>
    </message>
    <message>
        <source>Makes an evidence raster of points, lines or polygons in any CRS, exactly on the grid of the reference raster (without one, on the grid that extent and cell size give).

Distance: from a cell's centre to the nearest feature, in map units; on a grid in degrees, in metres on the ground. Density: of points or lines within the radius, per square kilometre. Presence: 1 in cells with a feature, 0 elsewhere. Attribute: the value of a field (texts become named codes), NoData elsewhere.

Features beyond the grid count for distance and density. Those without geometry, or without a value in the field, are left out. The output is a float32 GeoTIFF of one band.</source>
        <translation>由任意 CRS 的点、线或多边形制作证据栅格，格网与参考栅格完全一致（没有参考栅格时，采用由范围和像元大小给出的格网）。

距离：从像元中心到最近要素的距离，以地图单位计；格网以度为单位时，以地面米数计。密度：半径内点或线的密度，按每平方公里计。有无：有要素的像元为 1，其他为 0。属性：字段的值（文本成为有名称的编码），其他为 NoData。

格网之外的要素也计入距离和密度。没有几何图形的要素，或该字段没有值的要素会被剔除。输出为单波段的 float32 GeoTIFF。</translation>
    </message>
    <message>
        <source>Makes labelled training samples from an evidence stack and deposit points.</source>
        <translation>由证据图层栈和矿点生成带标签的训练样本。</translation>
    </message>
    <message>
        <source>Makes the samples that a model is trained on: deposits (label 1) and non-deposits (label 0), each with the values of all bands of the evidence stack in its cell, in the units of the stack.

Non-deposits are your own points, or cells chosen by the method: by default at random, one for each deposit, never in the cell of a deposit. Distances are in map units of the stack.

Points may be in any CRS. Those outside of the stack or the mask, or on NoData in any band, are left out and counted, unless Missing evidence keeps them; several in one cell count once.

The seed decides which cells are chosen.</source>
        <translation>制作训练模型用的样本：矿点（标签 1）和非矿点（标签 0），每个都带有证据图层栈各波段在其像元中的值，采用图层栈的单位。

非矿点可以是您自己的点，也可以是按方法选取的像元：默认随机选取，每个矿点对应一个，绝不选在矿点所在的像元。距离以图层栈的地图单位计。

点可为任意 CRS。位于图层栈或掩膜之外的点，或在任一波段的 NoData 上的点会被剔除并计数，除非“缺失证据”保留它们；同一像元内的多个点只计一次。

由种子决定选取哪些像元。</translation>
    </message>
    <message>
        <source>Maps what each evidence layer gives to the prediction of every cell.</source>
        <translation>绘制每个证据图层对每个像元预测的贡献图。</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>模型卡</translation>
    </message>
    <message>
        <source>Names of the layers that hold classes and not quantities, such as lithology. Each class becomes a band of 0 and 1.</source>
        <translation>存放类别而非数量的图层名称，例如岩性。每个类别成为一个 0 和 1 的波段。</translation>
    </message>
    <message>
        <source>Order features</source>
        <translation>特征排序</translation>
    </message>
    <message>
        <source>Points known to be barren. Left out: as many cells as there are deposits are drawn at random.</source>
        <translation>已知无矿的点。若不给出：随机抽取与矿点数量相同的像元。</translation>
    </message>
    <message>
        <source>Predict prospectivity</source>
        <translation>预测成矿远景</translation>
    </message>
    <message>
        <source>Rasters of any grid and CRS, at least two; each becomes one band of the evidence stack, named as its layer.</source>
        <translation>任意格网和 CRS 的栅格，至少两个；每个成为证据图层栈的一个波段，名称与图层相同。</translation>
    </message>
    <message>
        <source>SHAP map</source>
        <translation>SHAP 图</translation>
    </message>
    <message>
        <source>SHAP values</source>
        <translation>SHAP 值</translation>
    </message>
    <message>
        <source>Says how well any map in which higher means more prospective finds deposits: success-rate curve, prediction-area plot and, with non-deposits, the ROC curve, with 95 % intervals from drawing the deposits anew.

Points may be in any CRS. Those outside of the raster or the mask, or on NoData, are left out and counted; several in one cell count once. On a grid in degrees cells count by their area on the ellipsoid.

AUC: 0.5 is chance. AREA_AT_80: the share of the area that holds 80 % of the deposits.

Judge a map by deposits that did not serve to make it: on others the figures say how well it fits, not how well it predicts.</source>
        <translation>说明任意一幅以高值表示远景较好的图找到矿点的能力：成功率曲线、预测率-面积图，以及有非矿点时的 ROC 曲线，并给出由重抽矿点得到的 95 % 区间。

点可为任意 CRS。位于栅格或掩膜之外或 NoData 上的点会被剔除并计数；同一像元内的多个点只计一次。格网以度为单位时，像元按其在椭球面上的面积计算。

AUC：0.5 相当于随机。AREA_AT_80：含有 80 % 矿点的面积比例。

请用没有参与制图的矿点来评判一幅图：用参与制图的矿点，数值只说明拟合得多好，而不是预测得多好。</translation>
    </message>
    <message>
        <source>Says how well any prospectivity map finds deposits, with intervals.</source>
        <translation>说明任意一幅成矿远景图找到矿点的能力，并给出区间。</translation>
    </message>
    <message>
        <source>Says in numbers what augmentation changed in a model's decisions.</source>
        <translation>用数字说明数据增强使模型的决策发生了哪些变化。</translation>
    </message>
    <message>
        <source>Shows the weights of every filter of every convolution of a network and, with labelled samples, how much each feature excites each filter: its mean activation there over deposits, minus over non-deposits, in units of the scaled features. The sign is not favourability.

Samples (optional): one numeric field per feature of the model, in its units, and a label (1 deposit, 0 non-deposit). Rows with an empty value are left out and counted, unless the network takes missing values. For a windowed network choose the evidence stack too, in the CRS of the samples.

Outputs: tables of excitations, weights and steps, and a report with heat maps.</source>
        <translation>显示网络每个卷积层中每个滤波器的权重；有带标签的样本时，还显示每个特征对每个滤波器的激活程度：该处在矿点上的平均激活减去在非矿点上的平均激活，以缩放后特征的单位计。其符号并不代表有利程度。

样本（可选）：模型的每个特征一个数值字段，采用其单位，另有标签（1 为矿点，0 为非矿点）。含空值的行会被剔除并计数，除非网络接受缺失值。窗口网络还需选择证据图层栈，其 CRS 应与样本相同。

输出：激活、权重和跃变的表格，以及带热图的报告。</translation>
    </message>
    <message>
        <source>Shows what an order of the features looks like. The 1-D convolution of the network sees neighbouring features together, so their order matters; Train CNN fits the order of its own on the training part of each fold.

Correlation seriation (the default) puts features with high rank correlation side by side. Class separation ranks them by |AUC - 0.5|, the strongest in the middle. As given and custom leave the order to you.

Features may have any unit. Only observed samples are used. Rows with an empty value are left out and counted, unless Missing evidence keeps them.

Outputs: the order as text for CUSTOM_ORDER of Train CNN, a table and a report.</source>
        <translation>显示某种特征顺序的样子。网络的一维卷积把相邻的特征放在一起看，因此顺序有影响；“训练 CNN”在每一折的训练部分上拟合其自己的顺序。

相关性排序（默认）把秩相关高的特征放在相邻位置。类别区分度按 |AUC - 0.5| 排列，最强的放在中间。保持原样和自定义由您决定顺序。

特征可为任意单位。只使用实测样本。含空值的行会被剔除并计数，除非“缺失证据”保留它们。

输出：供“训练 CNN”的 CUSTOM_ORDER 使用的顺序文本、一个表格和一份报告。</translation>
    </message>
    <message>
        <source>Shows what the filters of the network weigh, and which features excite them.</source>
        <translation>显示网络的滤波器给各输入的权重，以及哪些特征会激活它们。</translation>
    </message>
    <message>
        <source>Target report</source>
        <translation>靶区报告</translation>
    </message>
    <message>
        <source>The evidence stack, one band per layer or class.</source>
        <translation>证据图层栈，每个图层或类别一个波段。</translation>
    </message>
    <message>
        <source>The same seed gives the same files.</source>
        <translation>相同的种子得到相同的文件。</translation>
    </message>
    <message>
        <source>The whole chain in one step: from raw layers and deposits to a map of prospectivity, the reasons behind it, and what augmentation changed.

All layers are brought onto one grid (that of the finest layer; NoData stays NoData), samples are read off the stack, and two networks are trained: one on the observed samples alone, one with SMOTE. The network trained with SMOTE maps the prospectivity score of every cell (0 to 1, no probability) and what each layer gives to it (log-odds). The comparison puts both networks side by side on the same samples.

Open a copy in the graphical modeler to change a step.</source>
        <translation>一步完成整个流程：从原始图层和矿点到成矿远景图、其背后的原因，以及数据增强带来的变化。

所有图层统一到同一格网（最细图层的格网；NoData 仍为 NoData），从图层栈读取样本，并训练两个网络：一个只用实测样本，一个用 SMOTE。用 SMOTE 训练的网络绘制每个像元的远景得分（0 到 1，不是概率）以及各图层对它的贡献（对数几率）。比较报告在同样的样本上并列显示两个网络。

若要修改某个步骤，请在图形建模器中打开一份副本。</translation>
    </message>
    <message>
        <source>Train CNN</source>
        <translation>训练 CNN</translation>
    </message>
    <message>
        <source>Train reference model</source>
        <translation>训练参考模型</translation>
    </message>
    <message>
        <source>Training samples per class after SMOTE.</source>
        <translation>SMOTE 之后每类的训练样本数。</translation>
    </message>
    <message>
        <source>Trains a convolutional neural network (CNN) that tells deposits from non-deposits by their evidence values, and judges it on samples it never saw, beside simpler models on the same folds.

Samples: a label field (1 deposit, 0 non-deposit) and one numeric field per feature, in any unit. Rows with an empty value are left out and counted, unless Missing evidence says otherwise. Scaling, ordering and augmentation are fitted on the training part of each fold only.

The defaults (five folds, several networks per training) suit a few dozen to a few hundred samples. The model gives a prospectivity score, 0 to 1, which is no probability. The same seed gives the same model file.</source>
        <translation>训练卷积神经网络（CNN），由证据值区分矿点与非矿点，并用它从未见过的样本评判它，同时与同样折上的较简单模型对照。

样本：标签字段（1 为矿点，0 为非矿点），以及每个特征一个数值字段，单位任意。含空值的行会被剔除并计数，除非“缺失证据”另有规定。缩放、排序和数据增强只在每一折的训练部分上拟合。

默认值（五折，每次训练多个网络）适合几十到几百个样本。模型给出远景得分，0 到 1，它不是概率。相同的种子得到相同的模型文件。</translation>
    </message>
    <message>
        <source>Trains a convolutional neural network on samples and says honestly what it is worth.</source>
        <translation>用样本训练卷积神经网络，并如实说明其价值。</translation>
    </message>
    <message>
        <source>Trains a simpler model on the same samples, and judges it as Train CNN judges a network, on the same folds: logistic regression (the default), random forest, gradient boosting or weights of evidence. On few samples the simpler model is often as good, and easier to defend.

Samples: a label field (1 deposit, 0 non-deposit) and one numeric field per feature, in any unit. Rows with an empty value are left out and counted, unless Missing evidence says otherwise.

The model file goes wherever a network's goes: prediction, SHAP values and maps, ICE plots, comparison. It gives a prospectivity score, 0 to 1, which is no probability. The same seed gives the same file.</source>
        <translation>用同样的样本训练较简单的模型，并像“训练 CNN”评判网络那样，在同样的折上评判它：逻辑回归（默认）、随机森林、梯度提升或证据权法。样本较少时，较简单的模型往往同样好，也更容易说明理由。

样本：标签字段（1 为矿点，0 为非矿点），以及每个特征一个数值字段，单位任意。含空值的行会被剔除并计数，除非“缺失证据”另有规定。

其模型文件可用于网络模型文件适用的一切地方：预测、SHAP 值和 SHAP 图、ICE 图、比较。它给出远景得分，0 到 1，它不是概率。相同的种子得到相同的文件。</translation>
    </message>
    <message>
        <source>Trains a simpler model on the same samples, to map with and to hold a network against.</source>
        <translation>用同样的样本训练较简单的模型，既可用来制图，也可作为网络的对照。</translation>
    </message>
    <message>
        <source>Trains the network with every chosen augmentation and every chosen ordering of the features, on the same divisions of the samples and with the same seeds, and ranks the combinations beside the reference models and the best single layer.

Each combination gets mean and standard deviation of every metric on the test parts, its overfitting, its rank, and a paired test against no augmentation.

Samples are as for Train CNN, with features in any unit; rows with an empty value are left out and counted, unless Missing evidence says otherwise.

It trains once for each combination, fold and repeat (by default five folds, five repeats). Cancelled, it goes on where it stopped when it is run again.</source>
        <translation>用每种选定的数据增强和每种选定的特征顺序训练网络，样本划分和种子都相同，并将各组合与参考模型和最佳单一图层一同排名。

每个组合给出各指标在测试部分上的均值和标准差、过拟合程度、名次，以及与不用数据增强相比的配对检验。

样本要求与“训练 CNN”相同，特征可为任意单位；含空值的行会被剔除并计数，除非“缺失证据”另有规定。

每个组合、每一折和每次重复各训练一次（默认五折、五次重复）。取消后再次运行，会从停下的地方继续。</translation>
    </message>
    <message>
        <source>Transforms of skewed layers, such as 'W=log; Sn=winsorize 1 99'.</source>
        <translation>偏态图层的变换，例如 'W=log; Sn=winsorize 1 99'。</translation>
    </message>
    <message>
        <source>Varies one feature of every sample while the others stay and follows the prediction: individual conditional expectation (ICE), the same from zero (c-ICE), its derivative (d-ICE), and the mean of all samples and of each class (partial dependence, PDP). Accumulated local effects (ALE) keep to values that occur together.

Samples: one numeric field per feature, in the units the model was trained on; a label (1 deposit, 0 non-deposit) tells the classes. Rows with an empty value are left out and counted, unless the model takes missing values. For a windowed network choose the evidence stack too.

By default all features, at 50 points between their 5 % and 95 % quantiles. At most 200 curves are drawn.</source>
        <translation>让每个样本的一个特征变化，其余保持不变，并跟踪预测：个体条件期望（ICE）、从零起算的同一曲线（c-ICE）、其导数（d-ICE），以及全部样本和各类样本的均值（部分依赖，PDP）。累积局部效应（ALE）只采用会同时出现的取值。

样本：每个特征一个数值字段，采用训练模型时的单位；标签（1 为矿点，0 为非矿点）用来区分类别。含空值的行会被剔除并计数，除非模型接受缺失值。窗口网络还需选择证据图层栈。

默认对全部特征，在其 5 % 与 95 % 分位数之间取 50 个点。最多绘制 200 条曲线。</translation>
    </message>
    <message>
        <source>Vector evidence</source>
        <translation>矢量证据</translation>
    </message>
    <message>
        <source>Writes a model card (Mitchell et al. 2019) of any model file: one page to hand on with the model, for whoever has to decide whether to rely on its maps.

It tells the kind of model, intended use and limits, the samples and layers it was trained on with their units, how it was validated and how it ranks among its rivals, its calibration, and versions, seed and parameters. All of it comes from the file; what an older file does not hold, the card says that it lacks.

The fingerprint stands in the tag PROSPECTIVITY_MODEL of every raster that was made with the model.</source>
        <translation>为任意模型文件编写模型卡（Mitchell 等，2019）：一页文字，随模型一同交付，供需要决定是否依赖其图件的人使用。

它说明模型的类型、用途与局限，训练所用的样本和图层及其单位，验证方式及其在各竞争模型中的名次、校准情况，以及版本、种子和参数。这些全部来自文件；较旧的文件中没有的内容，模型卡会说明其缺少。

由该模型制作的每个栅格，其标签 PROSPECTIVITY_MODEL 中都有模型的指纹。</translation>
    </message>
    <message>
        <source>Writes a sheet of paper for each target, and an index of them.</source>
        <translation>为每个靶区编写一页图表，并附索引。</translation>
    </message>
    <message>
        <source>Writes one page of A4 for each of the first targets, and an index. A target is where the score of the model is high, and no discovery.

Targets: the ranked polygons of Predict prospectivity, or any polygons in any CRS. Cells count whose centre lies inside. Model, evidence stack and score map must be those of one run.

Each sheet shows two maps, what raises and lowers the score (mean Shapley values in log-odds), and the values of each layer in its units, with their place among known deposits and other samples.</source>
        <translation>为排名靠前的每个靶区编写一页 A4，并附索引。靶区是模型得分高的地方，并不是发现。

靶区：“预测成矿远景”给出的已排名多边形，或任意 CRS 的任意多边形。中心位于多边形内的像元计入。模型、证据图层栈和得分图必须来自同一次运行。

每页显示两幅图、使得分升高和降低的因素（以对数几率计的平均沙普利值），以及各图层以其单位表示的值及其在已知矿点和其他样本中的位置。</translation>
    </message>
    <message>
        <source>Writes what a model file says of its model: what it is, what it was trained on, how good it is, and its limits.</source>
        <translation>写出模型文件对其模型的说明：是什么模型、用什么训练、有多好、有哪些局限。</translation>
    </message>
</context>
<context>
    <name>WhyHere</name>
    <message>
        <source>%1 others</source>
        <translation>其余 %1 个</translation>
    </message>
    <message>
        <source>The evidence stack %1 is not there any more: choose where it lies now.</source>
        <translation>证据图层栈 %1 已不存在：请选择它现在的位置。</translation>
    </message>
    <message>
        <source>The field 'label' holds %1, which are no labels that are known: all points are taken for deposits.</source>
        <translation>字段 'label' 含有 %1，不是已知的标签：所有点都视为矿点。</translation>
    </message>
    <message>
        <source>The field 'label' holds %1: empty what is neither deposit nor non-deposit.</source>
        <translation>字段 'label' 含有 %1：请清空既不是矿点也不是非矿点的值。</translation>
    </message>
    <message>
        <source>The model %1 is not there any more: choose where it lies now.</source>
        <translation>模型 %1 已不存在：请选择它现在的位置。</translation>
    </message>
    <message>
        <source>The place lies outside of the evidence stack: click on the map.</source>
        <translation>该位置在证据图层栈之外：请点击图上的位置。</translation>
    </message>
    <message>
        <source>This map was made with another model than %1: choose the model that it was made with.</source>
        <translation>此图由 %1 以外的另一个模型制作：请选择制作它的模型。</translation>
    </message>
    <message>
        <source>Why here?</source>
        <translation>为何在此？</translation>
    </message>
    <message>
        <source>Why here? Click a cell of a prospectivity map to see what its score is made of (Ctrl+Alt+W)</source>
        <translation>为何在此？点击成矿远景图的像元，查看其得分由什么构成（Ctrl+Alt+W）</translation>
    </message>
    <message>
        <source>deposit %1</source>
        <translation>矿点 %1</translation>
    </message>
    <message>
        <source>log-odds</source>
        <translation>对数几率</translation>
    </message>
    <message>
        <source>prospectivity score</source>
        <translation>远景得分</translation>
    </message>
</context>
<context>
    <name>WorkSteps</name>
    <message>
        <source>Curves of layers (ICE)</source>
        <translation>图层的曲线（ICE）</translation>
    </message>
    <message>
        <source>Evaluate the map</source>
        <translation>评价远景图</translation>
    </message>
    <message>
        <source>Evidence from vectors</source>
        <translation>由矢量生成证据</translation>
    </message>
    <message>
        <source>Evidence stack</source>
        <translation>证据图层栈</translation>
    </message>
    <message>
        <source>Explain samples (SHAP values)</source>
        <translation>解释样本（SHAP 值）</translation>
    </message>
    <message>
        <source>Explain the map (SHAP map)</source>
        <translation>解释远景图（SHAP 图）</translation>
    </message>
    <message>
        <source>Filters of the network</source>
        <translation>网络的滤波器</translation>
    </message>
    <message>
        <source>Map of prospectivity</source>
        <translation>成矿远景图</translation>
    </message>
    <message>
        <source>Order of the layers</source>
        <translation>图层排序</translation>
    </message>
    <message>
        <source>Report of targets</source>
        <translation>靶区报告</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Study of augmentation</source>
        <translation>数据增强试验</translation>
    </message>
    <message>
        <source>Train a network</source>
        <translation>训练网络</translation>
    </message>
    <message>
        <source>Train a reference model</source>
        <translation>训练参考模型</translation>
    </message>
    <message>
        <source>evidence stack</source>
        <translation>证据图层栈</translation>
    </message>
    <message>
        <source>known deposits</source>
        <translation>已知矿点</translation>
    </message>
    <message>
        <source>layers of evidence</source>
        <translation>证据图层</translation>
    </message>
    <message>
        <source>map of prospectivity</source>
        <translation>成矿远景图</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>target polygons</source>
        <translation>靶区多边形</translation>
    </message>
</context>
<context>
    <name>prospectivity::ProspectivityDock</name>
    <message>
        <source>%1 cannot be opened: see whether it is there, and whether a program opens web pages.</source>
        <translation>无法打开 %1：请查看文件是否存在，以及是否有程序可打开网页。</translation>
    </message>
    <message>
        <source>%1, which is missing</source>
        <translation>%1，已缺失</translation>
    </message>
    <message>
        <source>Every step is done</source>
        <translation>所有步骤均已完成</translation>
    </message>
    <message>
        <source>Evidence stack</source>
        <translation>证据图层栈</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>移除记录</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>远景图</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Next: %1...</source>
        <translation>下一步：%1...</translation>
    </message>
    <message>
        <source>Open report</source>
        <translation>打开报告</translation>
    </message>
    <message>
        <source>Prospectivity</source>
        <translation>成矿远景</translation>
    </message>
    <message>
        <source>Quick start</source>
        <translation>快速入门</translation>
    </message>
    <message>
        <source>Runs of this project</source>
        <translation>本项目的运行记录</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>在地图上显示</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Takes the run out of this list, and leaves its files where they are. The steps above and the dialogs know no more of it: a step goes back to its last run before.</source>
        <translation>把该次运行从列表中移除，文件留在原处。上方的步骤和对话框不再知道它：步骤回到其此前的最后一次运行。</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>尚无</translation>
    </message>
</context>
<context>
    <name>prospectivity::RunList</name>
    <message>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>结束时间</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Runs of this project</source>
        <translation>本项目的运行记录</translation>
    </message>
</context>
<context>
    <name>prospectivity::StepList</name>
    <message>
        <source>At your choice</source>
        <translation>可选</translation>
    </message>
    <message>
        <source>Dialog</source>
        <translation>对话框</translation>
    </message>
    <message>
        <source>Next...</source>
        <translation>下一步...</translation>
    </message>
    <message>
        <source>Open the dialog of: %1</source>
        <translation>打开对话框：%1</translation>
    </message>
    <message>
        <source>Open...</source>
        <translation>打开...</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Steps of the work</source>
        <translation>工作步骤</translation>
    </message>
</context>
<context>
    <name>prospectivity::WhyHereDock</name>
    <message>
        <source> A score needs %1.</source>
        <translation>得分至少需要 %1 个。</translation>
    </message>
    <message>
        <source> ± %1 over members</source>
        <translation> ± %1（各成员间）</translation>
    </message>
    <message>
        <source>%1 cannot be written: choose a folder that you may write to.</source>
        <translation>无法写入 %1：请选择可写入的文件夹。</translation>
    </message>
    <message>
        <source>%1 of %2 layers have data here.</source>
        <translation>%2 个图层中有 %1 个在此处有数据。</translation>
    </message>
    <message>
        <source>%1, %2 (%3)</source>
        <translation>%1, %2 (%3)</translation>
    </message>
    <message>
        <source>'%1', chosen by its name</source>
        <translation>“%1”，按名称选定</translation>
    </message>
    <message>
        <source>Below it: deposits</source>
        <translation>低于此值：矿点</translation>
    </message>
    <message>
        <source>Calibrated: of places like this one, %1 % were deposits where deposits are as frequent as among the samples. On the ground they are rarer.</source>
        <translation>已校准：在矿点与样本中一样常见的情况下，与此处相似的地点有 %1 % 是矿点。实地中矿点更为稀少。</translation>
    </message>
    <message>
        <source>Choose a layer of known deposits to see the nearest.</source>
        <translation>选择已知矿点图层可查看最近的矿点。</translation>
    </message>
    <message>
        <source>Choose the map whose cells are to be explained.</source>
        <translation>请选择要解释其像元的图。</translation>
    </message>
    <message>
        <source>Click a cell of a prospectivity map, or move with the arrow keys.</source>
        <translation>请点击成矿远景图的像元，或用方向键移动。</translation>
    </message>
    <message>
        <source>Computing...</source>
        <translation>正在计算...</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Deposits below it</source>
        <translation>低于此值的矿点</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>绘制</translation>
    </message>
    <message>
        <source>Evidence stack</source>
        <translation>证据图层栈</translation>
    </message>
    <message>
        <source>If this layer were different:</source>
        <translation>假如该图层取不同的值：</translation>
    </message>
    <message>
        <source>In the evidence stack: %1 (%2)</source>
        <translation>在证据图层栈中：%1（%2）</translation>
    </message>
    <message>
        <source>Known deposits</source>
        <translation>已知矿点</translation>
    </message>
    <message>
        <source>Known deposits, or samples with a field 'label' (1 deposit, 0 non-deposit): the nearest deposits are named, and values are ranked among deposits and non-deposits.</source>
        <translation>已知矿点，或带字段 'label'（1 为矿点，0 为非矿点）的样本：会列出最近的矿点，并给出数值在矿点与非矿点中的排位。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>远景图</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Model files (*.pt)</source>
        <translation>模型文件 (*.pt)</translation>
    </message>
    <message>
        <source>Nearest known deposits (of %1): %2.</source>
        <translation>最近的已知矿点（取自%1）：%2。</translation>
    </message>
    <message>
        <source>No score: a layer that the model needs has no data here.</source>
        <translation>没有得分：模型所需的某个图层在此处没有数据。</translation>
    </message>
    <message>
        <source>No score: too few layers have data here.</source>
        <translation>没有得分：此处有数据的图层太少。</translation>
    </message>
    <message>
        <source>Non-deposits below it</source>
        <translation>低于此值的非矿点</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Prospectivity score %1</source>
        <translation>远景得分 %1</translation>
    </message>
    <message>
        <source>Save as picture</source>
        <translation>保存为图片</translation>
    </message>
    <message>
        <source>Save as picture...</source>
        <translation>保存为图片...</translation>
    </message>
    <message>
        <source>Share in log-odds (mean over the background %1, here %2)</source>
        <translation>以对数几率计的贡献（背景均值 %1，此处 %2）</translation>
    </message>
    <message>
        <source>The layer of known deposits (%1) has none.</source>
        <translation>已知矿点图层（%1）中没有矿点。</translation>
    </message>
    <message>
        <source>The map has no data here.</source>
        <translation>此处图上没有数据。</translation>
    </message>
    <message>
        <source>The map says %1 here and the model %2: the map was made from another stack, with a mask, or with other options.</source>
        <translation>此处图上的值为 %1，而模型给出 %2：此图可能由另一个图层栈、使用掩膜或以其他选项制作。</translation>
    </message>
    <message>
        <source>The map says %1 here.</source>
        <translation>此处图上的值为 %1。</translation>
    </message>
    <message>
        <source>The model is not calibrated: the score is no probability.</source>
        <translation>模型未经校准：得分不是概率。</translation>
    </message>
    <message>
        <source>The model knows ground like this (dissimilarity %1, limit %2).</source>
        <translation>模型了解与此相似的地区（相异性 %1，界限 %2）。</translation>
    </message>
    <message>
        <source>The place has no coordinates in the CRS of the map: click on the map.</source>
        <translation>该位置在图的 CRS 中没有坐标：请点击图上的位置。</translation>
    </message>
    <message>
        <source>The place lies outside of the map: click on the map.</source>
        <translation>该位置在图的范围之外：请点击图上的位置。</translation>
    </message>
    <message>
        <source>The shares are estimates, from %1 permutations.</source>
        <translation>贡献为估计值，由 %1 个排列得出。</translation>
    </message>
    <message>
        <source>To see why, choose the evidence stack that the map was made from.</source>
        <translation>要查看原因，请选择制作此图的证据图层栈。</translation>
    </message>
    <message>
        <source>To see why, choose the model that the map was made with and its evidence stack.</source>
        <translation>要查看原因，请选择制作此图的模型及其证据图层栈。</translation>
    </message>
    <message>
        <source>Training samples below it</source>
        <translation>低于此值的训练样本</translation>
    </message>
    <message>
        <source>Unlike anything that the model was trained on (dissimilarity %1, limit %2): the score is a guess.</source>
        <translation>与模型的训练样本都不相似（相异性 %1，界限 %2）：得分只是猜测。</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>What pushes the score up (red) or down (blue)</source>
        <translation>哪些因素提高（红色）或降低（蓝色）得分</translation>
    </message>
    <message>
        <source>Whether the model knows ground like this cannot be told.</source>
        <translation>无法判断模型是否了解与此相似的地区。</translation>
    </message>
    <message>
        <source>Why here?</source>
        <translation>为何在此？</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>non-deposits</source>
        <translation>非矿点</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无数据</translation>
    </message>
</context>
</TS>
