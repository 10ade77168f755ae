<?php

use TYPO3\CMS\Core\Utility\ExtensionManagementUtility;

defined('TYPO3') or die();

ExtensionManagementUtility::addTcaSelectItem('tt_content', 'CType', [
    'label' => 'Wortlaut: wer sagt was?',
    'value' => 'wortlaut_reader',
    'icon' => 'content-quote',
    'group' => 'special',
]);

$GLOBALS['TCA']['tt_content']['ctrl']['typeicon_classes']['wortlaut_reader'] = 'content-quote';
$GLOBALS['TCA']['tt_content']['types']['wortlaut_reader']['showitem'] = '--div--;LLL:EXT:core/Resources/Private/Language/Form/locallang_tabs.xlf:general,'
    . ' --palette--;;general, --palette--;;headers,'
    . ' --div--;LLL:EXT:core/Resources/Private/Language/Form/locallang_tabs.xlf:access, --palette--;;hidden, --palette--;;access';
